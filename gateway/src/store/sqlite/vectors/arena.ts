const pageBytes = 65_536;
const firstAddress = 64;

/** Memory that kernels can read, handed out in pieces; addresses are in bytes. */
export interface Arena {
  readonly memory: WebAssembly.Memory;
  /** A piece of at least so many bytes, aligned to 16, full of whatever was there before. */
  allocate(bytes: number): number;
  /** Takes a piece back and overwrites it. `bytes` as it was asked for. */
  release(address: number, bytes: number): void;
  /** The whole memory, as what it is read as. Not to be kept: an allocation may move it. */
  views(): Views;
  bytes(): number;
}

export interface Views {
  readonly i8: Int8Array;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
}

/** An arena that refuses to become larger than `maxBytes`. */
export function createArena({ maxBytes }: { maxBytes: number }): Arena {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });
  const free = new Map<number, number[]>();
  let end = firstAddress;
  let views = viewsOf(memory);

  function grow(bytes: number): void {
    if (end + bytes > maxBytes) throw new ArenaFull(maxBytes);
    const missing = end + bytes - memory.buffer.byteLength;
    if (missing <= 0) return;
    memory.grow(Math.ceil(missing / pageBytes));
    views = viewsOf(memory);
  }

  return {
    memory,
    allocate(bytes) {
      const size = sizeClass(bytes);
      const again = free.get(size)?.pop();
      if (again !== undefined) return again;
      grow(size);
      const address = end;
      end += size;
      return address;
    },
    release(address, bytes) {
      const size = sizeClass(bytes);
      views.u8.fill(0, address, address + size);
      const list = free.get(size);
      if (list) list.push(address);
      else free.set(size, [address]);
    },
    views: () => views,
    bytes: () => end,
  };
}

/** The index would take more memory than it may. */
export class ArenaFull extends Error {
  constructor(maxBytes: number) {
    super(`the vectors take more than ${Math.round(maxBytes / 1_048_576)} MB`);
  }
}

/* Eighths of a power of two: pieces that come back fit others, and at most an eighth is wasted. */
function sizeClass(bytes: number): number {
  const eighth = 2 ** Math.max(4, Math.ceil(Math.log2(bytes)) - 3);
  return Math.ceil(bytes / eighth) * eighth;
}

function viewsOf({ buffer }: WebAssembly.Memory): Views {
  return {
    i8: new Int8Array(buffer),
    u8: new Uint8Array(buffer),
    u16: new Uint16Array(buffer),
    i32: new Int32Array(buffer),
    u32: new Uint32Array(buffer),
    f32: new Float32Array(buffer),
  };
}
