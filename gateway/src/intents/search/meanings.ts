import { knownStems, relatedStems, type Related } from './related-words.ts';
import type { AskedWord } from './read-request.ts';
import { stemOf } from './stem-of.ts';

/* What is related to what is related: little, and more where nothing nearer is there. */
const farWeight = 0.15;
const onlyFarWeight = 0.35;
const partWeight = 0.6;
const misspeltWeight = 0.7;
const shortestMisspelt = 5;
const mostMisspelt = 5;
const shortestPart = 3;

/** What stands somewhere. */
interface Known {
  has(stem: string): boolean;
  keys(): Iterable<string>;
}

/** Stems of all that a word may mean, with how likely that is. */
export function meaningsOf(word: AskedWord, known: Known): readonly Related[] {
  const { stem, isName, isAction } = word;
  const related = relatedStems(stem);
  if (known.has(stem) || related.some((near) => known.has(near.stem))) {
    const far = isAction
      ? []
      : related.flatMap((near) => weakened(near.stem, near.weight * farWeight));
    return [{ stem, weight: 1 }, ...related, ...far];
  }
  if (related.length > 0) {
    return related.flatMap(({ stem: near }) =>
      relatedStems(near).map((far) => ({ stem: far.stem, weight: onlyFarWeight })),
    );
  }
  const parts = partsOfCompound(word.word, known);
  if (parts.length > 0 || isName) return parts;
  return misspellingsOf(stem, known).flatMap((near) => [
    { stem: near, weight: misspeltWeight },
    ...relatedStems(near).map((far) => ({ stem: far.stem, weight: far.weight * misspeltWeight })),
  ]);
}

function weakened(stem: string, weight: number): readonly Related[] {
  return relatedStems(stem).map((far) => ({ stem: far.stem, weight }));
}

/* `salesreport` is `sales report`. */
function partsOfCompound(word: string, known: Known): readonly Related[] {
  const isWord = (stem: string) => known.has(stem) || knownStems().has(stem);
  for (let at = shortestPart; at <= word.length - shortestPart; at += 1) {
    const head = stemOf(word.slice(0, at));
    const tail = stemOf(word.slice(at));
    if (!isWord(head) || !isWord(tail)) continue;
    const far = relatedStems(tail).map(({ stem, weight }) => ({
      stem,
      weight: weight * partWeight,
    }));
    return [{ stem: head, weight: partWeight }, { stem: tail, weight: partWeight }, ...far];
  }
  return [];
}

/** Words that differ in one letter or have two swapped, of those that stand somewhere or else of the lists. */
function misspellingsOf(stem: string, known: Known): readonly string[] {
  if (stem.length < shortestMisspelt) return [];
  const nearIn = (stems: Iterable<string>) =>
    [...stems].filter((other) => areNear(stem, other)).slice(0, mostMisspelt);
  const near = nearIn(known.keys());
  return near.length > 0 ? near : nearIn(knownStems().keys());
}

function areNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a[0] !== b[0]) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = short.length === long.length ? short.slice(at + 1) : short.slice(at);
  if (long.slice(at + 1) === rest) return true;
  const swapped = a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2);
  return swapped === b;
}
