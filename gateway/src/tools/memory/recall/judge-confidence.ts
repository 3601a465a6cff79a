import {
  rarityOf,
  type Collection,
  type RankedCandidate,
  type Ranking,
} from './rank-candidates.ts';
import type { Question, Term } from './read-question.ts';
import { stemOf } from './tokens.ts';

/*
 * Fitted on questions that can be answered and on such that cannot, over stores of one to 700 memories;
 * test/memory/never-said has the shipped part of them. How much it takes falls with the size of the store:
 * of one thing much is said in few words, and a question meets only some of them.
 */
const weights = { coverage: 4, wordFound: 0.4, namedSpeaker: 1.7, unknownName: -0.4 };
const mostWordsFound = 4;
const needed = { ofFew: 2.4, ofMany: 1.65, few: 50, perFold: 0.35 };

/* What a word is worth that is not in a memory itself, but beside it, or in another word for it. */
const nearbyShare = 0.6;
const relatedShare = 0.5;
/* Words by which one asks for something rather than speaks of it: "the name of", "how many". */
const askingShare = 0.3;
const asking = new Set(
  `name called kind type sort time date day year month week number many much long big old place thing favorite favourite
  happen think thought like use get got go make made person someone anyone last next first new best tell
  name namen heißt heisst heissen wie viele viel tag uhr nom appelle nombre llama chiama nome heet naam`
    .split(/\s+/)
    .map(stemOf),
);
const looksAtBest = 3;

/** How many of a ranking are looked at. */
export const judgedItems = 10;

/**
 * Whether the best of a ranking is likely what was asked for: going by how much of the question it has, weighed
 * by how telling the words are, where words that no memory has count against it.
 */
export function judgeConfidence(
  question: Question,
  { ranking, collection }: { ranking: Ranking; collection: Collection },
): boolean {
  const { items, names } = ranking;
  if (items.length === 0) return false;
  const terms = question.terms.filter(({ stem }) => !names.has(stem));
  if (terms.length === 0) return true;
  const weighed = weigh(terms, collection);
  const best = items.slice(0, looksAtBest);
  const score =
    weights.coverage * Math.max(...best.map((item) => coverage(item, weighed))) +
    weights.wordFound *
      Math.min(mostWordsFound, Math.max(...best.map((item) => wordsFound(item, terms)))) +
    weights.namedSpeaker * speakerLead(items, weighed) +
    (question.unknownNames(collection.having) ? weights.unknownName : 0);
  const { ofFew, ofMany, few, perFold } = needed;
  const enough = ofFew - perFold * Math.log(Math.max(1, collection.size) / few);
  return score >= Math.min(ofFew, Math.max(ofMany, enough));
}

interface Weighed {
  readonly term: Term;
  /** Of all words together: 1. */
  readonly share: number;
}

function weigh(terms: readonly Term[], collection: Collection): readonly Weighed[] {
  const all = terms.map((term) => ({
    term,
    weight: rarityOf(term.stem, collection) * (asking.has(term.stem) ? askingShare : 1),
  }));
  const sum = all.reduce((total, { weight }) => total + weight, 0) || 1;
  return all.map(({ term, weight }) => ({ term, share: weight / sum }));
}

function coverage(item: RankedCandidate, weighed: readonly Weighed[]): number {
  return weighed.reduce((total, { term, share }) => total + share * foundShare(item, term), 0);
}

function foundShare({ own, nearby, related }: RankedCandidate, term: Term): number {
  if (own.includes(term)) return 1;
  if (nearby.includes(term)) return nearbyShare;
  return related.includes(term) ? relatedShare : 0;
}

function wordsFound({ own, nearby, related }: RankedCandidate, terms: readonly Term[]): number {
  const half = terms.filter((term) => nearby.includes(term) || related.includes(term));
  return terms.filter((term) => own.includes(term)).length + half.length / 2;
}

/* Where a speaker is named: how much better what they said fits than what others said. */
function speakerLead(items: readonly RankedCandidate[], weighed: readonly Weighed[]): number {
  const looked = items.slice(0, judgedItems);
  if (!looked.some(({ byNamedSpeaker }) => byNamedSpeaker)) return 0;
  const best = (named: boolean) =>
    looked
      .filter(({ byNamedSpeaker }) => byNamedSpeaker === named)
      .map((item) => coverage({ ...item, nearby: [], related: [] }, weighed));
  return Math.max(0, ...best(true)) - Math.max(0, ...best(false));
}
