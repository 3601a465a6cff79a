import { readFileSync } from 'node:fs';
import { stemmer } from 'stemmer';

/**
 * A small static embedding model: a table of word vectors, and the mean of them for a text. The vectors come from
 * a list of concepts (`model/concepts.txt`) by random indexing: words of one concept lie near each other, those of
 * one topic a little, and words that it does not know lie where their letters say.
 */
export interface SmallModel {
  readonly dimensions: number;
  embed(text: string): Float32Array;
}

/* How much of a word is its topic, and how much is its own. */
const topicShare = 0.3;
const ownShare = 0.35;

const stopWords = new Set(
  `a about all am an and any are as at be been but by can could did do does for from had has have he her his how i if
  in into is it its just me my no not of on or our she so some that the their them then there these they this those
  to too up us was we were what when where which who why will with would you your s t m re ve ll d`.split(
    /\s+/,
  ),
);

export function createSmallModel(dimensions = 384): SmallModel {
  const words = wordVectors(dimensions);
  const vectorOf = (stem: string) => {
    const known = words.get(stem);
    if (known) return known;
    const vector = spelling(stem, dimensions);
    words.set(stem, vector);
    return vector;
  };
  return {
    dimensions,
    embed(text) {
      const all = tokens(text);
      const telling = all.filter((word) => !stopWords.has(word));
      const sum = new Float32Array(dimensions);
      for (const word of telling.length > 0 ? telling : all) add(sum, vectorOf(stemmer(word)), 1);
      return unit(all.length > 0 ? sum : randomVector('nothing', dimensions));
    },
  };
}

/** Vectors that say nothing: of the same size, and the same for the same text. */
export function createRandomModel(dimensions = 384): SmallModel {
  return { dimensions, embed: (text) => unit(randomVector(`text ${text}`, dimensions)) };
}

function wordVectors(dimensions: number): Map<string, Float32Array> {
  const file = new URL('model/concepts.txt', import.meta.url);
  const vectors = new Map<string, Float32Array>();
  let topic: Float32Array = new Float32Array(dimensions);
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('#') || line === '') continue;
    if (line.startsWith('= ')) {
      topic = randomVector(`topic ${line}`, dimensions);
      continue;
    }
    const concept = randomVector(`concept ${line}`, dimensions);
    for (const word of tokens(line)) {
      const stem = stemmer(word);
      const vector = vectors.get(stem) ?? new Float32Array(dimensions);
      add(vector, concept, 1);
      add(vector, topic, topicShare);
      vectors.set(stem, vector);
    }
  }
  for (const [stem, vector] of vectors) {
    unit(vector);
    add(vector, randomVector(`word ${stem}`, dimensions), ownShare);
    unit(vector);
  }
  return vectors;
}

/* The mean of its groups of three letters, so that "Bergen" and "Bergens" are neighbours. */
function spelling(word: string, dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions);
  const padded = `<${word}>`;
  for (let at = 0; at + 3 <= padded.length; at += 1) {
    add(sum, randomVector(`letters ${padded.slice(at, at + 3)}`, dimensions), 1);
  }
  add(sum, randomVector(`word ${word}`, dimensions), 1);
  return unit(sum);
}

function tokens(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function add(sum: Float32Array, vector: Float32Array, weight: number): void {
  for (let at = 0; at < sum.length; at += 1) sum[at]! += vector[at]! * weight;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
  for (let at = 0; at < vector.length; at += 1) vector[at]! /= length;
  return vector;
}

/** Of length 1, and always the same for the same seed. */
function randomVector(seed: string, dimensions: number): Float32Array {
  let state = 2_166_136_261;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 16_777_619);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return unit(
    Float32Array.from(
      { length: dimensions },
      () => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next()),
    ),
  );
}
