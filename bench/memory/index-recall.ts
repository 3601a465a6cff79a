import { createVectorIndex } from '../../gateway/src/store/sqlite/vectors/vector-index.ts';
import { dimensions, type SampleVectors } from './sample-vectors.ts';

/** The share of the true ten best that the index finds among so many. */
export function indexRecall(make: (seed: number) => SampleVectors, count: number): number {
  const vectors = make(1);
  const all = Array.from({ length: count }, () => vectors.next());
  const index = createVectorIndex({
    dimensions,
    centre: centreOf(all.slice(0, 1000)),
    maxBytes: 512 * 1_048_576,
  });
  for (const [place, vector] of all.entries()) index.add(place, vector);
  const queries = make(5);
  let hits = 0;
  for (let round = 0; round < 20; round += 1) {
    const vector = queries.next();
    const scores = Float32Array.from(all, (other) => product(vector, other));
    const tenth = scores.toSorted().at(-10) ?? 0;
    const { found } = index.nearest({ namespaces: [0], vector, limit: 60 });
    hits += found.filter(({ memory }) => (scores[memory] ?? 0) >= tenth).length;
  }
  return hits / 200;
}

function centreOf(some: readonly Float32Array[]): Float32Array {
  const centre = new Float32Array(dimensions);
  for (const vector of some) {
    for (const at of centre.keys())
      centre[at] = (centre[at] ?? 0) + (vector[at] ?? 0) / some.length;
  }
  return centre;
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
