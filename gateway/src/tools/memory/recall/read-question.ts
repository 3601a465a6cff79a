import { relatedWords } from './related-words.ts';
import { stopWordsOf } from './stop-words.ts';
import { readTimeCue, type TimeCue } from './time-cue.ts';
import { askedWords, stemOf, wordsOf } from './tokens.ts';
import { baseForm, formsOf } from '../../../platform/word-forms.ts';

/** A word of a question that is worth looking for. */
export interface Term {
  /** As it was asked. */
  readonly word: string;
  readonly stem: string;
  /** What to look for in the index: its irregular forms too. */
  readonly forms: readonly string[];
}

/** A word that may stand for one that was asked. */
export interface RelatedTerm extends Term {
  /** The stem of that one. */
  readonly standsFor: string;
}

/** What a question says to somebody who ranks memories. */
export interface Question {
  readonly terms: readonly Term[];
  /** Words that may stand for what was asked, apart from those that were. */
  readonly related: readonly RelatedTerm[];
  readonly asksWhen: boolean;
  readonly time: TimeCue | undefined;
  /** Whether it names somebody or something that no memory has. */
  unknownNames(having: ReadonlyMap<string, number>): boolean;
}

const mostTerms = 64;
const whenWords =
  /^\W*(?:when|since when|how long|what (?:date|day|month|year|time)|which (?:day|month|year)|wann|seit wann|quand|cuando|cuándo|quando|wanneer)\b/i;

/**
 * Reads a question. Where it has nothing but stop words, they are what is looked for: "who am I" should
 * still find "I am".
 */
export function readQuestion(query: string, { now }: { now: number }): Question {
  const words = [...new Set(askedWords(query))];
  const grammar = stopWordsOf(words);
  const telling = words.filter((word) => !grammar.has(word));
  const asked = (telling.length > 0 ? telling : words).slice(0, mostTerms);
  const terms = distinct(asked.map(termOf));
  const known = new Set(terms.map(({ stem }) => stem));
  const related = asked.flatMap((word) => relatedTo(word));
  const named = namesIn(query);
  return {
    terms,
    related: distinct(related).filter(({ stem }) => !known.has(stem)),
    unknownNames: (having) =>
      terms.some(({ stem }) => named.has(stem) && (having.get(stem) ?? 0) === 0),
    asksWhen: whenWords.test(query),
    time: readTimeCue(query, now),
  };
}

function termOf(word: string): Term {
  if (word.endsWith('*')) return { word: word.slice(0, -1), stem: word, forms: [word] };
  return { word, stem: stemOf(word), forms: formsOf(word) };
}

function relatedTo(word: string): readonly RelatedTerm[] {
  const standsFor = stemOf(word);
  const others = [...relatedWords(word), ...relatedWords(singular(word))];
  return others.map((other) => ({ ...termOf(other), standsFor }));
}

/* Capital letters within a sentence; not of German, which gives them to every noun. */
function namesIn(query: string): ReadonlySet<string> {
  const names = query.match(/(?<=[\p{Ll},] )\p{Lu}[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    /[äöüß]|\b(?:wie|was|wer|wo|wann|welche[rsmn]?)\b/i.test(query)
      ? []
      : names.flatMap(wordsOf).map(stemOf),
  );
}

function singular(word: string): string {
  return baseForm(word.replace(/ies$/, 'y').replace(/(?<!s)s$/, ''));
}

function distinct<Of extends Term>(terms: readonly Of[]): readonly Of[] {
  return [...new Map(terms.map((term) => [term.stem, term])).values()];
}
