/** A timeout that costs little where it is cleared within the same turn of the event loop. */
export interface LateTimer {
  clear(): void;
}

class TurnThenTimer implements LateTimer {
  #timer: NodeJS.Timeout | undefined;
  readonly #turn: NodeJS.Immediate;

  constructor(callback: () => void, ms: number) {
    this.#turn = setImmediate(() => {
      this.#timer = setTimeout(callback, ms);
    });
  }

  clear(): void {
    clearImmediate(this.#turn);
    clearTimeout(this.#timer);
  }
}

/** Most reads end in the turn in which they began: only what outlasts it gets a real timer, at its end. */
export function setLateTimer(callback: () => void, ms: number): LateTimer {
  return new TurnThenTimer(callback, ms);
}
