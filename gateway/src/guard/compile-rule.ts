import type { Effect, Verdict } from '#contract';
import { compilePattern } from '../identity/scope.ts';
import type { JsonObject } from '../platform/json.ts';
import { compileCondition, type Condition } from './condition.ts';
import { parseDuration } from './duration.ts';
import type { Rate, Rule, TimeOfWeek } from './rule.ts';
import { compileTimeOfWeek } from './time-of-week.ts';
import { verdictOn } from './verdict.ts';

/** What there is to decide on: the effect of these very inputs, and what the intent itself asks for. */
export interface GuardedCall {
  readonly caller: string;
  readonly intent: string;
  readonly effect: Effect;
  /** As they were resolved. */
  readonly inputs: JsonObject;
  readonly decide?: 'confirm' | 'approve' | undefined;
  /** What it may call in the name of its caller. */
  readonly carried?: readonly CarriedCall[] | undefined;
}

/** A call that may follow from another, with inputs that nobody knows yet. */
export type CarriedCall = Pick<GuardedCall, 'intent' | 'effect' | 'decide'>;

/** What rules ask about that does not stand in the call itself. */
export interface GuardFacts {
  readonly now: number;
  /** How often this caller called this intent within that time, this call counted. */
  readonly callsWithin: (windowMs: number) => number;
}

export interface CompiledRule extends Pick<Rule, 'id' | 'decide'> {
  readonly written: Rule;
  readonly intent: Check;
  /** All that the rule asks aside from the intent. */
  readonly checks: readonly Check[];
}

/** One thing that a rule asks of a call. */
export interface Check {
  readonly part: string;
  judge(call: GuardedCall, facts: GuardFacts): Verdict;
  explain(call: GuardedCall, facts: GuardFacts): string;
}

export function compileRule(rule: Rule): CompiledRule {
  const { id, decide, callers, intent, effect, time, rate } = rule;
  return {
    id,
    decide,
    written: rule,
    intent: nameCheck('intent', [intent], (call) => call.intent),
    checks: [
      ...(callers === undefined
        ? []
        : [nameCheck('callers', listed(callers), (call) => call.caller)]),
      ...(effect === undefined ? [] : [nameCheck('effect', listed(effect), (call) => call.effect)]),
      ...conditionsOf(rule).map(conditionCheck),
      ...(time === undefined ? [] : [timeCheck(time)]),
      ...(rate === undefined ? [] : [rateCheck(rate)]),
    ],
  };
}

/** What a rule asks of the inputs. */
export function conditionsOf({ when = {}, decide }: Rule): readonly Condition[] {
  return Object.entries(when).map(([field, test]) =>
    compileCondition(field, test, { everyElement: decide === 'allow' }),
  );
}

/** What a rule says to a call of an intent that it covers. */
export function judgeRule({ checks }: CompiledRule, call: GuardedCall, facts: GuardFacts): Verdict {
  let sum: Verdict = 'matched';
  for (const check of checks) {
    const verdict = check.judge(call, facts);
    if (verdict === 'not_matched') return verdict;
    if (verdict === 'not_evaluable') sum = verdict;
  }
  return sum;
}

function listed<Item extends string>(oneOrMore: Item | readonly Item[]): readonly Item[] {
  return typeof oneOrMore === 'string' ? [oneOrMore] : oneOrMore;
}

function nameCheck(
  part: string,
  patterns: readonly string[],
  nameIn: (call: GuardedCall) => string,
): Check {
  const globs = patterns.map(compilePattern);
  return {
    part,
    judge: (call) => verdictOn(globs.some((fits) => fits(nameIn(call)))),
    explain: (call) => `it is ${nameIn(call)}; wanted: ${patterns.join(' or ')}`,
  };
}

function conditionCheck({ field, judge, explain }: Condition): Check {
  return {
    part: `when ${field}`,
    judge: ({ inputs }) => judge(inputs),
    explain: ({ inputs }) => explain(inputs),
  };
}

function timeCheck(time: TimeOfWeek): Check {
  const window = compileTimeOfWeek(time);
  const wanted = [time.days?.join(' '), time.between].filter((part) => part !== undefined);
  return {
    part: 'time',
    judge: (_call, { now }) => verdictOn(window.includes(now)),
    explain: (_call, { now }) => `it is ${window.describe(now)}; wanted: ${wanted.join(' ')}`,
  };
}

function rateCheck({ more_than: most, within }: Rate): Check {
  const windowMs = parseDuration(within);
  return {
    part: 'rate',
    judge: (_call, { callsWithin }) => verdictOn(callsWithin(windowMs) > most),
    explain: (_call, { callsWithin }) =>
      `call ${callsWithin(windowMs)} within ${within}; wanted: more than ${most}`,
  };
}
