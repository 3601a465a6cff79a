import type { RuleExplained } from '#contract';
import type { Check, CompiledRule, GuardedCall } from './compile-rule.ts';
import { decide, type DecideBy, type Decision } from './decide.ts';
import { allOf, counts } from './verdict.ts';

export interface Explanation {
  readonly decision: Decision;
  /** Every rule, in the order of the file. */
  readonly rules: readonly RuleExplained[];
}

/** Why a call is decided on as it is: what every rule asks, and what it finds. */
export function explain(call: GuardedCall, by: DecideBy): Explanation {
  return {
    decision: decide(call, by),
    rules: by.policy.rules.map((rule) => explainRule(rule, { call, by })),
  };
}

interface Given {
  readonly call: GuardedCall;
  readonly by: DecideBy;
}

function explainRule({ id, decide, intent, checks }: CompiledRule, given: Given): RuleExplained {
  const explained = [intent, ...checks].map((check) => explainCheck(check, given));
  const verdict = allOf(explained.map((check) => check.verdict));
  const isCounted = counts(verdict, decide);
  return {
    id,
    decide,
    verdict,
    counts: isCounted,
    lifted: isCounted && decide === 'approve' && given.by.lifted.has(id),
    checks: explained,
  };
}

function explainCheck({ part, judge, explain }: Check, { call, by: { facts } }: Given) {
  return { part, verdict: judge(call, facts), why: explain(call, facts) };
}
