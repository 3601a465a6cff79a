import { countTerms, termPlaces, type CountedText, type TermPlaces } from './count-terms.ts';
import type { Question, Term } from './read-question.ts';
import { fitOfTime } from './time-cue.ts';
import { stemOf, wordsOf } from './tokens.ts';

/** A memory that may be what was asked for, or that stands beside one. */
export interface Candidate {
  readonly seq: number;
  /** `seq` of the first memory of its conversation. */
  readonly conversation: number;
  readonly text: string;
  readonly speaker: string | undefined;
  readonly tags: readonly string[];
  readonly saidAt: number;
  /** Not so: it only tells what its neighbours are about. */
  readonly eligible: boolean;
  /** Something else holds now. */
  readonly stale: boolean;
}

/** How many memories there are to search, and how many have each word. */
export interface Collection {
  readonly size: number;
  readonly having: ReadonlyMap<string, number>;
}

export interface RankedCandidate {
  readonly seq: number;
  readonly score: number;
  /** Which words of the question it has, itself and in its neighbours. */
  readonly own: readonly Term[];
  readonly nearby: readonly Term[];
  /** For which of its words it has another one. */
  readonly related: readonly Term[];
  readonly byNamedSpeaker: boolean;
  readonly inTime: boolean;
}

export interface Ranking {
  /** Best first. */
  readonly items: readonly RankedCandidate[];
  /** The words by which speakers go, among those looked at. */
  readonly names: ReadonlySet<string>;
}

/* One setting for all; `npm run eval:memory` measures it. */
const settings = {
  /* BM25, with less regard to length than usual: what is said in one turn is short. */
  k1: 0.6,
  b: 0.3,
  rarity: 1.4,
  /* How much a word counts that stands so many turns before, or after. */
  before: [0.4, 0.3, 0.1],
  after: [0.3, 0.1, 0.1],
  /* What answers a question is about what the question is about. */
  answersQuestion: 2,
  related: 0.3,
  nameInText: 0.2,
  namedSpeaker: 0.8,
  /* So that a name alone finds what was said by its bearer. */
  saidByNamed: 0.01,
  saysWhen: 0.4,
  inTime: 3.6,
  length: 0.3,
  conversation: 0.5,
  conversationTurns: 5,
  stale: 0.25,
};

/** How many turns before and after a candidate count for it. */
export const contextTurns = settings.before.length;

interface Prepared extends CountedText {
  readonly candidate: Candidate;
  readonly named: boolean;
  /** It ends in a question. */
  readonly asks: boolean;
}

interface Weighing {
  readonly question: Question;
  readonly weights: readonly number[];
  readonly typicalLength: number;
}

interface RankingInput {
  readonly question: Question;
  /** In the order of `seq`. */
  readonly candidates: readonly Candidate[];
  readonly collection: Collection;
  readonly limit: number;
}

/** Ranks candidates for a question; only those that fit at all, at most `limit`. */
export function rankCandidates(input: RankingInput): Ranking {
  const { question, candidates, collection, limit } = input;
  const terms = [...question.terms, ...question.related];
  const places = termPlaces(terms);
  const names = namesIn(candidates);
  const asked = new Set(question.terms.map(({ stem }) => stem).filter((stem) => names.has(stem)));
  const prepared = candidates.map((candidate) => prepare(candidate, { places, asked }));
  const weighing: Weighing = {
    question,
    weights: terms.map(({ stem }) => weightOf(stem, { collection, names })),
    typicalLength: Math.max(1, mean(prepared.map(({ length }) => length))),
  };
  const bases = prepared.map((_, at) => wordScore(prepared, at, weighing));
  const conversations = conversationScores(prepared, bases);
  const items = prepared
    .flatMap((one, at) => {
      const base = bases[at] ?? 0;
      if (base === 0 || !one.candidate.eligible) return [];
      const shared = conversations.get(one.candidate.conversation) ?? 0;
      const score = (base + settings.conversation * shared) * factorOf(one, weighing);
      return [{ one, at, score }];
    })
    .toSorted((a, b) => b.score - a.score || newestFirst(a.one.candidate, b.one.candidate))
    .slice(0, limit)
    .map(({ at, score }) => describe(prepared, { at, score, question }));
  return { items, names };
}

/** How much a word tells: the more, the fewer memories have it. */
export function rarityOf(stem: string, { size, having }: Collection): number {
  const many = Math.min(size, having.get(stem) ?? 0);
  return Math.log(1 + (size - many + 0.5) / (many + 0.5));
}

/** How much having a word is worth before the texts are read. */
export function firstGlanceWeight(
  stem: string,
  { question, collection }: { question: Question; collection: Collection },
): number {
  const weight = rarityOf(stem, collection) ** settings.rarity;
  return question.terms.some((term) => term.stem === stem) ? weight : settings.related * weight;
}

function newestFirst(a: Candidate, b: Candidate): number {
  return b.saidAt - a.saidAt || b.seq - a.seq;
}

function prepare(
  candidate: Candidate,
  { places, asked }: { places: TermPlaces; asked: ReadonlySet<string> },
): Prepared {
  const named = asked.size > 0 && stemsOf(candidate.speaker).some((stem) => asked.has(stem));
  return {
    candidate,
    named,
    asks: asksSomething(candidate.text),
    ...countTerms(candidate, places),
  };
}

const saysWhen =
  /\b(?:yesterday|today|tonight|tomorrow|ago|last|next|weeks?|weekend|months?|years?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|since|recently|soon|morning|evening|\d{4}|\d+(?:st|nd|rd|th))\b/i;

/* What is added in brackets, such as what a picture shows, does not count. */
function asksSomething(text: string): boolean {
  const last = text.at(-1);
  return last === '?' || ((last === ']' || last === ' ') && /\?\s*(?:\[[^\]]*\]\s*)?$/.test(text));
}

/* Words by which speakers go. In a text they are rather an address than what it is about. */
function namesIn(candidates: readonly Candidate[]): ReadonlySet<string> {
  const speakers = new Set(candidates.map(({ speaker }) => speaker));
  return new Set([...speakers].flatMap(stemsOf));
}

function stemsOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : wordsOf(text).map(stemOf);
}

function weightOf(
  stem: string,
  { collection, names }: { collection: Collection; names: ReadonlySet<string> },
): number {
  const weight = rarityOf(stem, collection) ** settings.rarity;
  return names.has(stem) ? settings.nameInText * weight : weight;
}

function wordScore(prepared: readonly Prepared[], at: number, weighing: Weighing): number {
  const { weights, question, typicalLength } = weighing;
  const { k1, b } = settings;
  const saturation = k1 * (1 - b + (b * (prepared[at]?.length ?? 0)) / typicalLength);
  const many = countsAround(prepared, at);
  let asked = 0;
  let related = 0;
  for (const [index, weight] of weights.entries()) {
    const count = many[index] ?? 0;
    if (count === 0) continue;
    const score = (weight * count * (k1 + 1)) / (count + saturation);
    if (index < question.terms.length) asked += score;
    else related = Math.max(related, score);
  }
  const said = prepared[at]?.named === true ? settings.saidByNamed : 0;
  return asked + settings.related * related + said;
}

/* How often each term is there, with what stands beside it in its conversation. */
function countsAround(prepared: readonly Prepared[], at: number): Float64Array {
  const counts = prepared[at]?.counts.slice() ?? new Float64Array();
  for (const { one, share } of neighboursOf(prepared, at)) {
    if (!one.hasAny) continue;
    for (let index = 0; index < counts.length; index += 1) {
      counts[index] = (counts[index] ?? 0) + share * (one.counts[index] ?? 0);
    }
  }
  return counts;
}

function neighboursOf(
  prepared: readonly Prepared[],
  at: number,
): readonly { one: Prepared; share: number }[] {
  const neighbours: { one: Prepared; share: number }[] = [];
  for (const [index, share] of settings.before.entries()) {
    const before = besideOf(prepared, at, -1 - index);
    const answers = index === 0 && before?.asks === true;
    if (before)
      neighbours.push({ one: before, share: answers ? share * settings.answersQuestion : share });
    const after = besideOf(prepared, at, index + 1);
    if (after) neighbours.push({ one: after, share: settings.after[index] ?? 0 });
  }
  return neighbours;
}

function besideOf(prepared: readonly Prepared[], at: number, far: number): Prepared | undefined {
  const [one, middle] = [prepared[at + far], prepared[at]];
  if (!one || !middle) return undefined;
  const { seq, conversation } = one.candidate;
  if (conversation !== middle.candidate.conversation) return undefined;
  // What was forgotten leaves a gap, and who was not looked at another.
  return Math.abs(seq - middle.candidate.seq) <= settings.before.length ? one : undefined;
}

/* What a conversation is about, going by its best turns. */
function conversationScores(
  prepared: readonly Prepared[],
  bases: readonly number[],
): ReadonlyMap<number, number> {
  const byConversation = Map.groupBy(
    prepared.keys(),
    (at) => prepared[at]?.candidate.conversation ?? 0,
  );
  const { conversationTurns } = settings;
  return new Map(
    [...byConversation].map(([conversation, turns]) => {
      const best = turns.map((at) => bases[at] ?? 0).toSorted((a, b) => b - a);
      return [conversation, sum(best.slice(0, conversationTurns)) / conversationTurns];
    }),
  );
}

function factorOf(one: Prepared, { question, typicalLength }: Weighing): number {
  let factor = 1;
  if (one.named) factor += settings.namedSpeaker;
  if (question.asksWhen && saysWhen.test(one.candidate.text)) factor += settings.saysWhen;
  if (question.time) factor += settings.inTime * fitOfTime(question.time, one.candidate.saidAt);
  const longer = Math.min(one.length + 1, 3 * typicalLength) / typicalLength;
  factor += settings.length * Math.log(longer);
  return Math.max(0.05, factor) * (one.candidate.stale ? settings.stale : 1);
}

function describe(
  prepared: readonly Prepared[],
  { at, score, question }: { at: number; score: number; question: Question },
): RankedCandidate {
  const one = prepared[at];
  if (!one) throw new Error('only what was prepared is described');
  const { candidate, counts, named } = one;
  const beside = neighboursOf(prepared, at);
  const own = question.terms.filter((_, index) => (counts[index] ?? 0) > 0);
  const nearby = question.terms.filter(
    (term, index) =>
      !own.includes(term) && beside.some((near) => (near.one.counts[index] ?? 0) > 0),
  );
  const others = new Set(
    question.related.flatMap(({ standsFor }, index) =>
      (counts[question.terms.length + index] ?? 0) > 0 ? [standsFor] : [],
    ),
  );
  const related = question.terms.filter((term) => others.has(term.stem) && !own.includes(term));
  const inTime = question.time !== undefined && fitOfTime(question.time, candidate.saidAt) > 0;
  return { seq: candidate.seq, score, own, nearby, related, byNamedSpeaker: named, inTime };
}

function mean(numbers: readonly number[]): number {
  return sum(numbers) / Math.max(1, numbers.length);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
