import type { GuardedCall } from '../guard/compile-rule.ts';
import type { Decision } from '../guard/decide.ts';
import type { Guard } from '../guard/guard.ts';
import type { PreparedCall } from './call.ts';

/** A call as far as the rules look at it. */
export type JudgedCall = Pick<PreparedCall, 'caller' | 'intent' | 'inputs' | 'effect' | 'carried'>;

/** What the rules of the owner say to a call, leaving out those that a remembered approval lifts. */
export type JudgeCall = (call: JudgedCall, lifted: ReadonlySet<string>) => Decision;

/** What the life of a call asks the guard. */
export interface Judging {
  readonly judge: JudgeCall;
  /** Notes a call, once, for the rules that look at how many there are. */
  readonly noteCall: (call: JudgedCall) => void;
  /** Of the rules as they are now: a preview counts only under the rules that it was made under. */
  readonly policyVersion: () => string;
}

export function judgingBy(guard: Guard): Judging {
  return {
    judge: (call, lifted) => guard.judge(guardedCallOf(call), lifted),
    noteCall: ({ caller, intent }) => guard.note({ caller: caller.name, intent: intent.name }),
    policyVersion: guard.policyVersion,
  };
}

/** The same call in the words of the guard. */
export function guardedCallOf({
  caller,
  intent,
  inputs,
  effect,
  carried,
}: JudgedCall): GuardedCall {
  return {
    caller: caller.name,
    intent: intent.name,
    effect,
    inputs,
    decide: intent.decide,
    carried,
  };
}
