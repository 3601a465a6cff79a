import { once } from '../../platform/once.ts';
import { doingWords } from './lexicon/doing.ts';
import { engineeringWords } from './lexicon/engineering.ts';
import { everydayWords } from './lexicon/everyday.ts';
import { lifeWords } from './lexicon/life.ts';
import { moneyWords } from './lexicon/money.ts';
import { operationWords } from './lexicon/operation.ts';
import { staffWords } from './lexicon/staff.ts';
import { workWords } from './lexicon/work.ts';
import { stemOf } from './stem-of.ts';
import { wordsOf } from './words-of.ts';

/* Between the words of a phrase that has a gap (`put_*_off`). */
const widestGap = 6;

const doing = once(() => readLines([doingWords]));
const naming = once(() =>
  readLines([
    workWords,
    staffWords,
    engineeringWords,
    operationWords,
    moneyWords,
    lifeWords,
    everydayWords,
  ]),
);

/** What a word, or a phrase as its stems joined by `_`, means in the words with which tools are described. */
export const meantBy: () => ReadonlyMap<string, readonly string[]> = once(() =>
  joinLines([...doing(), ...naming()]),
);

/** Words and phrases of the lists that say what is done. */
export const sayingDone: () => ReadonlySet<string> = once(() => saidIn(doing()));

/** Words and phrases of the lists that say what it is done to. */
export const sayingWhat: () => ReadonlySet<string> = once(() => saidIn(naming()));

/* By the first word, the longest first. */
const phrases = once(() =>
  Map.groupBy(
    [...meantBy().keys()]
      .map((key) => key.split('_'))
      .filter((parts) => parts.length > 1)
      .toSorted((a, b) => b.length - a.length),
    ([first = '']) => first,
  ),
);

export interface Phrase {
  /** Its stems, joined by `_`. */
  readonly stem: string;
  /** Where its words stand. */
  readonly places: readonly number[];
}

/** The longest known phrase that begins at this place. */
export function phraseAt(stems: readonly string[], at: number): Phrase | undefined {
  for (const parts of phrases().get(stems[at] ?? '') ?? []) {
    const places = placesOf(parts, stems, at);
    if (places) return { stem: parts.join('_'), places };
  }
  return undefined;
}

function placesOf(
  parts: readonly string[],
  stems: readonly string[],
  from: number,
): readonly number[] | undefined {
  const places: number[] = [];
  let at = from;
  let mayLeap = false;
  for (const part of parts) {
    if (part === '*') {
      mayLeap = true;
      continue;
    }
    const found = mayLeap ? stems.slice(0, at + widestGap + 1).indexOf(part, at + 1) : at;
    if (stems[found] !== part) return undefined;
    places.push(found);
    at = found + 1;
    mayLeap = false;
  }
  return places;
}

interface Line {
  readonly said: readonly string[];
  readonly meant: readonly string[];
}

function readLines(lists: readonly string[]): readonly Line[] {
  return lists
    .flatMap((list) => list.trim().split('\n'))
    .map((line) => {
      const [said = '', meant = ''] = line.split(': ');
      return { said: said.split(' ').map(keyOf), meant: wordsOf(meant).map(stemOf) };
    });
}

function saidIn(lines: readonly Line[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ said }) => said));
}

function keyOf(said: string): string {
  return said
    .split('_')
    .map((part) => (part === '*' ? part : stemOf(part)))
    .join('_');
}

function joinLines(lines: readonly Line[]): ReadonlyMap<string, readonly string[]> {
  const meant = new Map<string, Set<string>>();
  for (const line of lines) {
    for (const key of line.said) {
      meant.set(key, new Set([...(meant.get(key) ?? []), ...line.meant]));
    }
  }
  return new Map([...meant].map(([key, stems]) => [key, [...stems]]));
}
