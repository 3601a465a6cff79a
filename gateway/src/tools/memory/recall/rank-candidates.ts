import { namesOf, prepareCandidate, type Candidate, type PreparedCandidate } from './candidate.ts';
import { termPlaces } from './count-terms.ts';
import { countsAround, neighboursOf } from './neighbours.ts';
import { rankingSettings as settings } from './ranking-settings.ts';
import type { Question, Term } from './read-question.ts';
import { fitOfTime } from './time-cue.ts';

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
  const prepared = candidates.map((candidate) => prepareCandidate(candidate, { places, asked }));
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

/* Words by which speakers go. In a text they are rather an address than what it is about. */
function namesIn(candidates: readonly Candidate[]): ReadonlySet<string> {
  const speakers = new Set(candidates.map(({ speaker }) => speaker));
  return new Set([...speakers].flatMap(namesOf));
}

function weightOf(
  stem: string,
  { collection, names }: { collection: Collection; names: ReadonlySet<string> },
): number {
  const weight = rarityOf(stem, collection) ** settings.rarity;
  return names.has(stem) ? settings.nameInText * weight : weight;
}

function wordScore(prepared: readonly PreparedCandidate[], at: number, weighing: Weighing): number {
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

/* What a conversation is about, going by its best turns. */
function conversationScores(
  prepared: readonly PreparedCandidate[],
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

const saysWhen =
  /\b(?:yesterday|today|tonight|tomorrow|ago|last|next|weeks?|weekend|months?|years?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|since|recently|soon|morning|evening|\d{4}|\d+(?:st|nd|rd|th))\b/i;

function factorOf(one: PreparedCandidate, { question, typicalLength }: Weighing): number {
  let factor = 1;
  if (one.named) factor += settings.namedSpeaker;
  if (question.asksWhen && saysWhen.test(one.candidate.text)) factor += settings.saysWhen;
  if (question.time) factor += settings.inTime * fitOfTime(question.time, one.candidate.saidAt);
  const longer = Math.min(one.length + 1, 3 * typicalLength) / typicalLength;
  factor += settings.length * Math.log(longer);
  return Math.max(0.05, factor) * (one.candidate.stale ? settings.stale : 1);
}

function describe(
  prepared: readonly PreparedCandidate[],
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
