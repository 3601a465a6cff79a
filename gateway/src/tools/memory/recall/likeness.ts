import { hash } from 'node:crypto';

/* Words that come and go without changing what is said. */
const fillers = new Set(
  'a actually also an by hey just kindly like oh ok okay please really so the too uh um very well way'.split(
    ' ',
  ),
);
/* One such word turns a text into its opposite. */
const negations = new Set(
  'no not never none nobody nothing neither nor without cannot longer anymore stopped quit t dont isnt wasnt'.split(
    ' ',
  ),
);

/* Of shorter texts, each word counts. */
const longTextWords = 10;
const nearlySameShare = 0.85;
/* So much longer may a short text be for fillers alone. */
const fillerChars = 60;
/* Three in a row keep texts of one template apart, two rows find nine in ten of those that are nearly the same. */
const bands = [
  [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35],
  [0x27d4eb2f, 0x165667b1, 0xd3a2646d],
] as const;

/**
 * Numbers that texts share which say nearly the same: all where they differ in fillers and punctuation only,
 * and most likely one where a long text differs in a few words.
 */
export function likenessOf(text: string): readonly string[] {
  const words = tellingWords(text);
  const exact = `=${words.join(' ')}`;
  if (words.length < longTextWords) return [exact];
  const hashes = [...pairsOf(words)].map(hashOf);
  return [exact, ...bands.map((seeds) => seeds.map((seed) => leastOf(hashes, seed)).join(' '))];
}

/** Whether two texts say the same but for fillers, punctuation, and a few words of a long text. */
export function isNearlySame(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.max(one.length, other.length) > 2 * Math.min(one.length, other.length) + fillerChars) {
    return false;
  }
  const [a, b] = [tellingWords(one), tellingWords(other)];
  if (a.join(' ') === b.join(' ')) return true;
  if (Math.min(a.length, b.length) < longTextWords) return false;
  if (![...differences(a, b)].every(isHarmless)) return false;
  return shareOf(pairsOf(a), pairsOf(b)) >= nearlySameShare;
}

/** A number of 48 bits, of one scope: what two scopes have in common stays unknown. */
export function likenessNumber(scope: string, likeness: string): number {
  return Number.parseInt(hash('sha256', `${scope}\n${likeness}`, 'hex').slice(0, 12), 16);
}

/** The words of a text in order, in lower case and without fillers; the text itself where nothing is left. */
export function tellingWords(text: string): readonly string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !fillers.has(word));
  if (telling.length > 0) return telling;
  return words.length > 0 ? words : [text];
}

function pairsOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.slice(1).map((word, index) => `${words[index]} ${word}`));
}

function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((pair) => other.has(pair)).length;
  return common / (one.size + other.size - common);
}

function differences(one: readonly string[], other: readonly string[]): ReadonlySet<string> {
  return new Set(one).symmetricDifference(new Set(other));
}

function isHarmless(word: string): boolean {
  return !negations.has(word) && !/\p{N}/u.test(word);
}

/** FNV-1a, of 32 bits. */
export function hashOf(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}

/* The least of all in an order that the seed makes: two texts share it as often as they share pairs of words. */
function leastOf(hashes: readonly number[], seed: number): number {
  let least = 0xffffffff;
  for (const hashed of hashes) {
    const mixed = Math.imul(hashed ^ (hashed >>> 15), seed);
    const value = (mixed ^ (mixed >>> 13)) >>> 0;
    if (value < least) least = value;
  }
  return least;
}
