import { countTerms, type CountedText, type TermPlaces } from './count-terms.ts';
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

/** One that was read for a question. */
export interface PreparedCandidate extends CountedText {
  readonly candidate: Candidate;
  readonly named: boolean;
  /** It ends in a question. */
  readonly asks: boolean;
}

/** `asked` are the names that the question has. */
export function prepareCandidate(
  candidate: Candidate,
  { places, asked }: { places: TermPlaces; asked: ReadonlySet<string> },
): PreparedCandidate {
  const named = asked.size > 0 && namesOf(candidate.speaker).some((stem) => asked.has(stem));
  return {
    candidate,
    named,
    asks: asksSomething(candidate.text),
    ...countTerms(candidate, places),
  };
}

/* What is added in brackets, such as what a picture shows, does not count. */
function asksSomething(text: string): boolean {
  const last = text.at(-1);
  return last === '?' || ((last === ']' || last === ' ') && /\?\s*(?:\[[^\]]*\]\s*)?$/.test(text));
}

/** The words by which a speaker goes. */
export function namesOf(speaker: string | undefined): readonly string[] {
  return speaker === undefined ? [] : wordsOf(speaker).map(stemOf);
}
