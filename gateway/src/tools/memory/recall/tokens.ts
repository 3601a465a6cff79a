import { stemmer } from 'stemmer';
import { askedBigrams, cjkBigrams, unspacedPart } from './cjk-bigrams.ts';
import { baseForm } from '../../../platform/word-forms.ts';

const mostKeptStems = 50_000;
const stems = new Map<string, string>();

/** The words of a text in order, lower case and without accents; runs without spaces as their pairs of characters. */
export function wordsOf(text: string): readonly string[] {
  return splitWords(text, (run) => cjkBigrams(run).split(' '));
}

/** The same of a question, in which `猫*` stands for a word that begins so. */
export function askedWords(question: string): readonly string[] {
  return splitWords(question, askedBigrams);
}

/** What the forms of a word have in common: "running" and "ran" are "run". */
export function stemOf(word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) {
    if (stems.size >= mostKeptStems) stems.clear();
    stem = stemmer(baseForm(word));
    stems.set(word, stem);
  }
  return stem;
}

function splitWords(text: string, inRun: (run: string) => readonly string[]): readonly string[] {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const words =
    withoutAccents(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return words.flatMap((word) => {
    const run = unspacedPart.exec(word)?.[0];
    if (run === undefined) return [word];
    return [...word.split(unspacedPart).filter(Boolean), ...inRun(run)];
  });
}

/* Accents of Latin, Greek and Cyrillic letters only: the marks of other scripts are vowels. */
function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
