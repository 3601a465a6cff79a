/** Vectors and texts as a bench wants them: the same in every run, and as many as are asked for. */
export const dimensions = 384;

export interface SampleVectors {
  /** The next vector, of length 1. */
  next(): Float32Array;
}

let topics: readonly Float32Array[] | undefined;

function makeTopics(): readonly Float32Array[] {
  const random = createRandom(77);
  return Array.from({ length: 2000 }, () => normals(random));
}

/** As those of texts are: many topics, and each text near one of them. */
export function clusteredVectors(seed = 1): SampleVectors {
  const random = createRandom(seed);
  topics ??= makeTopics();
  const known = topics;
  return {
    next() {
      const topic = known[Math.floor(random() * known.length)] ?? normals(random);
      const own = normals(random);
      return unit(topic.map((value, at) => value + 0.8 * (own[at] ?? 0)));
    },
  };
}

/** Harder: no topics at all, and most of what a vector tells in its first numbers. */
export function spreadVectors(seed = 1): SampleVectors {
  const random = createRandom(seed);
  return {
    next: () => unit(normals(random).map((value, at) => value / Math.sqrt(1 + at / 8) + 0.02)),
  };
}

const nested = { topics: 500, parts: 40 };

/** A few topics that much is said about and many that little is, with finer ones in them, all around a common mean. */
export function nestedVectors(seed = 1): SampleVectors {
  const shape = createRandom(78);
  const like = (random: () => number, size: number) =>
    normals(random).map((value, at) => (size * value) / (1 + at / 20) ** 0.7);
  const mean = like(shape, 0.8);
  const topicsOfAll = Array.from({ length: nested.topics }, () => like(shape, 1));
  const parts = Array.from({ length: nested.topics * nested.parts }, () => like(shape, 0.7));
  const random = createRandom(seed);
  return {
    next() {
      const topic = Math.floor(nested.topics ** random()) - 1;
      const part = topic * nested.parts + Math.floor(random() * nested.parts);
      const around = [mean, topicsOfAll[topic], parts[part]];
      return unit(
        like(random, 0.6).map((own, at) =>
          around.reduce((sum, vector) => sum + (vector?.[at] ?? 0), own),
        ),
      );
    },
  };
}

const wordCount = 20_000;

/** A text of twelve words; frequent ones are far more frequent, as in any language. */
export function createSampleText(seed = 1): (words?: number) => string {
  const random = createRandom(seed);
  const word = () => `w${Math.floor(wordCount ** random())}x`;
  return (words = 12) => Array.from({ length: words }, word).join(' ');
}

/** mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normals(random: () => number): Float32Array {
  const values = new Float32Array(dimensions);
  for (let at = 0; at < dimensions; at += 2) {
    const radius = Math.sqrt(-2 * Math.log(random() + 1e-12));
    const angle = 2 * Math.PI * random();
    values[at] = radius * Math.cos(angle);
    values[at + 1] = radius * Math.sin(angle);
  }
  return values;
}

function unit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (let at = 0; at < vector.length; at += 1) squares += (vector[at] ?? 0) ** 2;
  const length = Math.sqrt(squares);
  return vector.map((value) => value / length);
}
