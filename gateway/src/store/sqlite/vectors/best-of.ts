export interface Scored {
  readonly memory: number;
  readonly score: number;
}

/** Keeps the best `limit` of all that are offered. */
export interface BestOf {
  offer(memory: number, score: number): void;
  /** The worst score that is kept, once there are as many as there may be. */
  least(): number | undefined;
  /** Best first. */
  taken(): readonly Scored[];
}

/** A heap whose root is the worst that is kept. */
export function createBestOf(limit: number): BestOf {
  const memories = new Float64Array(limit);
  const scores = new Float64Array(limit);
  let kept = 0;

  function put(at: number, memory: number, score: number): void {
    memories[at] = memory;
    scores[at] = score;
  }

  function rise(from: number, memory: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (scores[parent]! <= score) break;
      put(at, memories[parent]!, scores[parent]!);
      at = parent;
    }
    put(at, memory, score);
  }

  function sink(memory: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= kept) break;
      if (child + 1 < kept && scores[child + 1]! < scores[child]!) child += 1;
      if (scores[child]! >= score) break;
      put(at, memories[child]!, scores[child]!);
      at = child;
    }
    put(at, memory, score);
  }

  return {
    offer(memory, score) {
      if (kept < limit) {
        kept += 1;
        rise(kept - 1, memory, score);
      } else if (score > scores[0]!) sink(memory, score);
    },
    least: () => (kept < limit ? undefined : scores[0]),
    taken: () =>
      Array.from({ length: kept }, (_, at) => ({
        memory: memories[at]!,
        score: scores[at]!,
      })).toSorted((a, b) => b.score - a.score || b.memory - a.memory),
  };
}
