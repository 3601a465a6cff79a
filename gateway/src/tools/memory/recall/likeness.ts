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
const seeds = [0x811c9dc5, 0x9747b28c] as const;

/**
 * Numbers that texts share which say nearly the same: all where they differ in fillers and punctuation only,
 * and most likely one where a long text differs in a few words.
 */
export function likenessOf(text: string): readonly string[] {
  const words = tellingWords(text);
  const exact = `=${words.join(' ')}`;
  if (words.length < longTextWords) return [exact];
  const shingles = [...pairsOf(words)];
  return [exact, ...seeds.map((seed) => `${seed}:${leastHash(shingles, seed)}`)];
}

/** Whether two texts say the same but for fillers, punctuation, and a few words of a long text. */
export function isNearlySame(one: string, other: string): boolean {
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

/* FNV-1a, the least over all: two texts share it as often as they share their pairs of words. */
function leastHash(shingles: readonly string[], seed: number): number {
  let least = 0xffffffff;
  for (const shingle of shingles) {
    let value = seed;
    for (let index = 0; index < shingle.length; index += 1) {
      value = Math.imul(value ^ shingle.charCodeAt(index), 0x01000193) >>> 0;
    }
    if (value < least) least = value;
  }
  return least;
}
