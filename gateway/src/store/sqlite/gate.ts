/** Shared between threads: closed until `openGate`, then open for good. */
export type Gate = Int32Array<SharedArrayBuffer>;

export function createGate(): Gate {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

export function openGate(gate: Gate): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

/** Blocks the calling worker until the gate is open. */
export function waitAtGate(gate: Gate): void {
  Atomics.wait(gate, 0, 0);
}
