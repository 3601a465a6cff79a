/* By import, since what stands in for the global one in tests may never come. */
import { setImmediate } from 'node:timers';

/** A timeout that costs little where it is cleared within the same turn of the event loop. */
export interface LateTimer {
  clear(): void;
}

class TurnThenTimer implements LateTimer {
  #timer: NodeJS.Timeout | undefined;
  #callback: (() => void) | undefined;
  readonly #ms: number;

  constructor(callback: () => void, ms: number) {
    this.#callback = callback;
    this.#ms = ms;
  }

  arm(): void {
    if (this.#callback) this.#timer = setTimeout(this.#callback, this.#ms);
  }

  clear(): void {
    this.#callback = undefined;
    if (this.#timer) clearTimeout(this.#timer);
  }
}

let ofThisTurn: TurnThenTimer[] = [];

/** Most reads end in the turn in which they began: only what outlasts it gets a real timer, at its end. */
export function setLateTimer(callback: () => void, ms: number): LateTimer {
  const timer = new TurnThenTimer(callback, ms);
  if (ofThisTurn.push(timer) === 1) setImmediate(armThoseOfTurn);
  return timer;
}

function armThoseOfTurn(): void {
  const timers = ofThisTurn;
  ofThisTurn = [];
  for (const timer of timers) timer.arm();
}
