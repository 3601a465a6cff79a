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
  const seqs = [...scores.keys()];
  if (seqs.length <= limit) return seqs;
  const floor = floorOf([...scores.values()], limit);
  const above = seqs.filter((seq) => (scores.get(seq) ?? 0) > floor);
  const level = seqs.filter((seq) => scores.get(seq) === floor).toSorted((a, b) => b - a);
  return [...above, ...level.slice(0, limit - above.length)];
}

function floorOf(scores: readonly number[], limit: number): number {
  return Float64Array.from(scores).sort().at(-limit) ?? 0;
}
