/** Where a word stands: the memories that have it, by `seq`, and how much it tells. */
export interface Posting {
  readonly seqs: readonly number[];
  readonly weight: number;
}

/* What a memory gains from the one before it and the one after, at a first glance. */
const fromBefore = 0.4;
const fromAfter = 0.3;

/**
 * Of all memories that have any of the words, or stand beside one that has, the `limit` that have the most
 * telling ones; the newest of those that have the same. A glance only: who is chosen is ranked by its text.
 */
export function chooseCandidates(postings: readonly Posting[], limit: number): readonly number[] {
  const own = new Map<number, number>();
  for (const { seqs, weight } of postings) {
    for (const seq of seqs) own.set(seq, (own.get(seq) ?? 0) + weight);
  }
  const likely = highest(own, 2 * limit);
  const beside = likely.flatMap((seq) => [seq - 1, seq, seq + 1]);
  const withNeighbours = new Map(
    beside.map((seq) => [
      seq,
      (own.get(seq) ?? 0) +
        fromBefore * (own.get(seq - 1) ?? 0) +
        fromAfter * (own.get(seq + 1) ?? 0),
    ]),
  );
  return highest(withNeighbours, limit).toSorted((a, b) => a - b);
}

function highest(scores: ReadonlyMap<number, number>, limit: number): readonly number[] {
  if (scores.size <= limit) return [...scores.keys()];
  const floor = Float64Array.from(scores.values()).sort().at(-limit) ?? 0;
  const above: number[] = [];
  const level: number[] = [];
  for (const [seq, score] of scores) {
    if (score > floor) above.push(seq);
    else if (score === floor) level.push(seq);
  }
  const newest = level.toSorted((a, b) => b - a).slice(0, limit - above.length);
  return [...above, ...newest];
}
