import { adversarial } from './locomo.ts';

/** What came of one question. */
export interface Outcome {
  readonly conversation: string;
  readonly category: number;
  readonly evidence: readonly string[];
  /** Ids of turns, best first. */
  readonly found: readonly string[];
  readonly confident: boolean;
}

export interface Measures {
  readonly questions: number;
  readonly recallAt5: number;
  readonly recallAt10: number;
  readonly mrr: number;
}

/** Means over the questions that have an answer among the turns. */
export function measure(outcomes: readonly Outcome[]): Measures {
  const answerable = outcomes.filter(isAnswerable);
  return {
    questions: answerable.length,
    recallAt5: mean(answerable.map((outcome) => recall(outcome, 5))),
    recallAt10: mean(answerable.map((outcome) => recall(outcome, 10))),
    mrr: mean(answerable.map(reciprocalRank)),
  };
}

/** The share of them in which the search was not confident. */
export function abstained(outcomes: readonly Outcome[]): number {
  return mean(outcomes.map(({ confident }) => (confident ? 0 : 1)));
}

export function isAnswerable({ category, evidence }: Outcome): boolean {
  return category !== adversarial && evidence.length > 0;
}

function recall({ evidence, found }: Outcome, k: number): number {
  const top = new Set(found.slice(0, k));
  return evidence.filter((id) => top.has(id)).length / evidence.length;
}

function reciprocalRank({ evidence, found }: Outcome): number {
  const at = found.findIndex((id) => evidence.includes(id));
  return at === -1 ? 0 : 1 / (at + 1);
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((a, b) => a + b, 0) / numbers.length;
}
