import type { Decide, Verdict } from '#contract';

/** Everything must hold: what certainly does not counts before what nobody can tell. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('not_matched')) return 'not_matched';
  return verdicts.includes('not_evaluable') ? 'not_evaluable' : 'matched';
}

/** One is enough. */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('matched')) return 'matched';
  return verdicts.includes('not_evaluable') ? 'not_evaluable' : 'not_matched';
}

/** The opposite of what nobody can tell is no more certain. */
export function oppositeOf(verdict: Verdict): Verdict {
  if (verdict === 'not_evaluable') return verdict;
  return verdictOn(verdict === 'not_matched');
}

export function verdictOn(holds: boolean): Verdict {
  return holds ? 'matched' : 'not_matched';
}

/** Whether a rule takes part. In doubt a rule that asks for more does, and one that allows does not. */
export function counts(verdict: Verdict, decide: Decide): boolean {
  return verdict === 'matched' || (verdict === 'not_evaluable' && decide !== 'allow');
}
