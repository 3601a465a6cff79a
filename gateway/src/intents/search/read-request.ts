import { contentApart } from './content-apart.ts';
import { phraseAt, sayingDone } from './phrases.ts';
import { isAction, knownStems } from './related-words.ts';
import { clausesOf, moodOf, withoutAsking, type Mood } from './request-mood.ts';
import { stemOf } from './stem-of.ts';
import { partsOf, stopWords, tokensOf, writtenOut } from './words-of.ts';

/** A word of a request, or a phrase as its stems joined by `_`. */
export interface AskedWord {
  readonly word: string;
  readonly stem: string;
  /** How much it says of what is wanted, 1 at most. */
  readonly weight: number;
  /** It says what is done, not what it is done to. */
  readonly isAction: boolean;
  /** Written as a name is: not to be taken for a misspelt word. */
  readonly isName: boolean;
}

export interface ReadRequest {
  readonly words: readonly AskedWord[];
  readonly mood: Mood;
}

/** Whether a word with this stem stands in what is searched. */
type IsKnown = (stem: string) => boolean;

const contentWeight = 0.35;
const circumstanceWeight = 0.3;
const nameWeight = 0.4;
const joinedWeight = 0.9;
/* What stands in a phrase says less than the phrase; a phrase that says what is done says it all. */
const wordOfPhraseWeight = 0.5;
/* What follows these is what it is about, or for whom and why. */
const subjectWeight = 0.6;
const asideWeight = 0.75;
const subjectWords = new Set('about regarding concerning'.split(' '));
const asideWords = new Set(
  'for with because since before after when if so while during'.split(' '),
);

/* After these stands what is done. */
const beforeVerbs = new Set(
  (
    'to i we you they he she who and then dont not can could should would will must may might did does do lets please ' +
    'never just also it that but or'
  ).split(' '),
);

/* When, how much and of which kind: seldom what tells one tool from another. */
const circumstances = new Set(
  (
    'today tomorrow yesterday tonight week weeks month months year years day days hour hours minute minutes morning ' +
    'afternoon evening night noon midnight weekend monday tuesday wednesday thursday friday saturday sunday january ' +
    'february march april june july august september october november december quarter now current currently next ' +
    'last latest later soon ago past previous recent recently new old again already still yet always usually ever ' +
    'good bad great nice real really actual actually thing things stuff way lot lots bit kind sort something anything ' +
    'everything somebody someone anybody anyone everyone everybody nobody nothing other another more most much many ' +
    'few first second third two three four five six seven eight nine ten hundred thousand million half dozen whole ' +
    'entire full own same different certain specific particular main big small little long short quick fast early ' +
    'late here before after during until since within between around over under through against without per off ' +
    'down back away out only even well right ready able sure exactly s'
  ).split(' '),
);

/** Reads what somebody asks for: what is to be done, what to, and what is only said around it. */
export function readRequest(text: string, isKnown: IsKnown): ReadRequest {
  const names = namesIn(text);
  const { spoken, content } = contentApart(capitalsRead(text));
  const plain = (part: string) => partsOf(part, (word) => isKnown(stemOf(word))).toLowerCase();
  const clauses = clausesOf(plain(spoken));
  const read = (clause: string) => withJoined(wordsOfClause(clause, { names, isKnown }), isKnown);
  const said = clauses.flatMap((clause) => read(withoutAsking(clause)));
  const quoted = read(plain(content)).map((word) => ({
    ...word,
    weight: word.weight * contentWeight,
    isAction: false,
  }));
  return { words: weightiest([...said, ...quoted]), mood: moodOf(clauses) };
}

interface Context {
  readonly names: ReadonlySet<string>;
  readonly isKnown: IsKnown;
}

function wordsOfClause(clause: string, { names, isKnown }: Context): readonly AskedWord[] {
  const tokens = tokensOf(writtenOut(clause));
  const stems = tokens.map(stemOf);
  const words: AskedWord[] = [];
  const ofPhrases = new Map<number, number>();
  let weight = 1;
  for (const [at, word] of tokens.entries()) {
    const phrase = ofPhrases.has(at) ? undefined : phraseAt(stems, at);
    if (phrase) {
      words.push(wordOfPhrase(phrase.stem));
      for (const place of phrase.places)
        ofPhrases.set(place, sayingDone().has(phrase.stem) ? 0 : wordOfPhraseWeight);
    }
    const share = ofPhrases.get(at) ?? 1;
    if (share === 0) continue;
    if (subjectWords.has(word)) weight = subjectWeight;
    if (asideWords.has(word)) weight = Math.min(weight, asideWeight);
    if (stopWords.has(word) || /^\d+$/.test(word)) continue;
    const stem = stems[at] ?? '';
    const isName = names.has(word);
    words.push({
      word,
      stem,
      weight: share * Math.min(weight, weightOf(word, isName && !isKnown(stem))),
      isAction: isAction(stem, at === 0 || beforeVerbs.has(tokens[at - 1] ?? '')),
      isName,
    });
  }
  return words;
}

function weightOf(word: string, isNameOnly: boolean): number {
  if (circumstances.has(word)) return circumstanceWeight;
  return isNameOnly ? nameWeight : 1;
}

function wordOfPhrase(stem: string): AskedWord {
  return { word: stem, stem, weight: 1, isAction: sayingDone().has(stem), isName: true };
}

/* `time sheet` is `timesheet`. */
function withJoined(words: readonly AskedWord[], isKnown: IsKnown): readonly AskedWord[] {
  const joined = words.slice(1).flatMap((second, at) => {
    const word = `${words[at]?.word ?? ''}${second.word}`;
    const stem = stemOf(word);
    if (!isKnown(stem) && !knownStems().has(stem)) return [];
    return [{ word, stem, weight: joinedWeight, isAction: false, isName: false }];
  });
  return [...words, ...joined];
}

/* A word that was said twice counts once, as what it says most. */
function weightiest(words: readonly AskedWord[]): readonly AskedWord[] {
  const byStem = new Map<string, AskedWord>();
  for (const word of words) {
    const known = byStem.get(word.stem);
    const saysMore = !known || word.weight > known.weight || (known.isAction && !word.isAction);
    if (saysMore && !(known && word.weight < known.weight)) byStem.set(word.stem, word);
  }
  return [...byStem.values()];
}

/* What only its capitals tell from other words. */
function capitalsRead(text: string): string {
  return text
    .replace(/\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+(?=\p{Lu})/gu, '')
    .replace(/\bMRs?\b/g, 'merge request')
    .replace(/\bIT\b(?=.*\p{Ll})/gu, 'helpdesk');
}

function namesIn(text: string): ReadonlySet<string> {
  const found = text.match(/(?<=[\p{L}\p{N},'’] )\p{Lu}\p{Ll}+/gu) ?? [];
  return new Set(found.map((name) => name.toLowerCase()));
}
