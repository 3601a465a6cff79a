import { describe, expect, it } from 'vitest';
import { placeOf, placesIn } from '../memory-places.ts';
import { ArenaFull } from './arena.ts';
import { createVectorIndex, type VectorIndexOptions } from './vector-index.ts';

const dimensions = 128;

describe('a vector index', () => {
  it('finds the nearest of each namespace, best first, with their cosines', () => {
    const { index, vectors } = filled(300);
    const query = randomUnit(createRandom(7));
    const { found } = index.nearest({ namespaces: [1], vector: query, limit: 10 });
    const best = exactly(query, vectors).slice(0, 10);
    expect(found.map(placeIn)).toEqual(best.map(({ place }) => place));
    for (const [at, { score }] of found.entries()) expect(score).toBeCloseTo(best[at]!.score, 2);
    expect(index.nearest({ namespaces: [2], vector: query, limit: 10 }).found).toEqual([]);
  });

  it('misses less than a hundredth of the true best where it compares bits first', () => {
    const { index, vectors, random } = filled(20_000);
    let hits = 0;
    for (let round = 0; round < 20; round += 1) {
      const query = near(vectors[Math.floor(random() * vectors.length)]!, random);
      const found = index.nearest({ namespaces: [1], vector: query, limit: 10 }).found;
      const best = new Set(
        exactly(query, vectors)
          .slice(0, 10)
          .map(({ place }) => place),
      );
      hits += found.filter((hit) => best.has(placeIn(hit))).length;
    }
    expect(hits).toBeGreaterThanOrEqual(198);
  });

  it('tells what cosine is usual, so that chance can be told from a match', () => {
    const { index, vectors } = filled(15_000);
    const query = vectors[3]!;
    const { found, usual } = index.nearest({ namespaces: [1], vector: query, limit: 5 });
    expect(found[0]).toMatchObject({ memory: at(1, 3) });
    expect(usual.rows).toBe(15_000);
    expect(Math.abs(usual.mean)).toBeLessThan(0.02);
    expect(usual.deviation).toBeCloseTo(1 / Math.sqrt(dimensions), 1);
  });

  it('finds only what is allowed', () => {
    const { index, vectors } = filled(20_000);
    const allows = (memory: number) => (memory - at(1, 0)) % 2000 === 0;
    const { found } = index.nearest({ namespaces: [1], vector: vectors[7]!, limit: 20, allows });
    expect(found.map(placeIn).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, at) => at * 2000),
    );
  });

  it('finds nothing that was removed, and all that was not', () => {
    const { index, vectors } = filled(3000);
    const gone = [...vectors.keys()].filter((place) => place % 3 !== 0);
    index.remove(gone.map((place) => at(1, place)));
    expect(index.rows()).toBe(1000);
    const { found } = index.nearest({ namespaces: [1], vector: vectors[0]!, limit: 3000 });
    expect(new Set(found.map(placeIn))).toEqual(
      new Set(vectors.keys().filter((place) => place % 3 === 0)),
    );
    for (const hit of found) {
      expect(hit.score).toBeCloseTo(product(vectors[0]!, vectors[placeIn(hit)]!), 1);
    }
  });

  it('uses the room of what was removed again', () => {
    const { index, vectors } = filled(3000);
    const bytes = index.bytes();
    for (let round = 0; round < 5; round += 1) {
      index.remove([...vectors.keys()].map((place) => at(1, place)));
      for (const [place, vector] of vectors.entries()) index.add(at(1, place), vector);
    }
    expect(index.bytes()).toBe(bytes);
  });

  it('searches several namespaces at once, and never another one', () => {
    const random = createRandom(5);
    const index = createVectorIndex(options());
    const vectors = Array.from({ length: 30 }, () => randomUnit(random));
    for (const [number, vector] of vectors.entries()) index.add(at(number % 3, number), vector);
    const { found, usual } = index.nearest({ namespaces: [0, 2], vector: vectors[1]!, limit: 50 });
    expect(usual.rows).toBe(20);
    expect(found.map(({ memory }) => placeOf(memory).namespace % 2)).toEqual(Array(20).fill(0));
  });

  it('takes little for a namespace with little in it', () => {
    const index = createVectorIndex(options());
    for (let namespace = 0; namespace < 1000; namespace += 1) {
      index.add(at(namespace, 0), randomUnit(createRandom(namespace + 1)));
    }
    expect(index.bytes() / 1000).toBeLessThan(3000);
  });

  it('refuses to take more memory than it may', () => {
    const random = createRandom(1);
    const index = createVectorIndex({ ...options(), maxBytes: 100_000 });
    expect(() => {
      for (let place = 0; place < 2000; place += 1) index.add(at(1, place), randomUnit(random));
    }).toThrow(ArenaFull);
  });

  it('copes with places beyond 2^31, and with any number of dimensions', () => {
    for (const length of [1, 7, 16, 17, 384, 1536, 4096]) {
      const index = createVectorIndex({
        ...options(),
        dimensions: length,
        centre: new Float32Array(length),
      });
      const vector = new Float32Array(length).fill(1 / Math.sqrt(length));
      index.add(at(9, 2 ** 32 - 1), vector);
      const [first] = index.nearest({ namespaces: [9], vector, limit: 3 }).found;
      expect(first?.memory).toBe(at(9, 2 ** 32 - 1));
      expect(first?.score).toBeCloseTo(1, 4);
    }
  });
});

const at = (namespace: number, place: number) => placesIn(namespace).first + place;
const placeIn = ({ memory }: { memory: number }) => placeOf(memory).place;

function options(): VectorIndexOptions {
  return {
    dimensions,
    centre: new Float32Array(dimensions),
    maxBytes: 64 * 1_048_576,
    comparedBytes: 500_000,
  };
}

/* Clusters, as the vectors of texts have them. */
function filled(count: number) {
  const random = createRandom(42);
  const topics = Array.from({ length: 200 }, () => randomUnit(random));
  const index = createVectorIndex(options());
  const vectors = Array.from({ length: count }, () =>
    near(topics[Math.floor(random() * topics.length)]!, random),
  );
  for (const [place, vector] of vectors.entries()) index.add(at(1, place), vector);
  return { index, vectors, random };
}

function exactly(query: Float32Array, vectors: readonly Float32Array[]) {
  return vectors
    .map((vector, place) => ({ place, score: product(query, vector) }))
    .toSorted((a, b) => b.score - a.score);
}

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}

function near(vector: Float32Array, random: () => number): Float32Array {
  return unit(vector.map((value) => value + 0.08 * normal(random)));
}

function randomUnit(random: () => number): Float32Array {
  return unit(Float32Array.from({ length: dimensions }, () => normal(random)));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
}

/* Park and Miller: the same numbers in each run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
