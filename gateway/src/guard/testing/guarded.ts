import type { JsonObject } from '../../platform/json.ts';
import type { GuardedCall, GuardFacts } from '../compile-rule.ts';
import { decide, type Decision } from '../decide.ts';
import { compilePolicy } from '../policy.ts';
import type { Rule } from '../rule.ts';

export const noon: GuardFacts = {
  now: Date.parse('2026-03-04T12:00:00Z'),
  callsWithin: () => 1,
};

export function guardedCall(changes: Partial<GuardedCall> = {}): GuardedCall {
  return { caller: 'claude', intent: 'ssh.exec', effect: 'destructive', inputs: {}, ...changes };
}

export function testRule(changes: Partial<Rule> = {}): Rule {
  return { id: 'a-rule', intent: '*', decide: 'deny', ...changes };
}

/** What rules say to a call, with nothing remembered. */
export function decided(
  rules: readonly Rule[],
  call: GuardedCall = guardedCall(),
  changes: { lifted?: readonly string[]; facts?: GuardFacts } = {},
): Decision {
  const { lifted = [], facts = noon } = changes;
  return decide(call, { policy: compilePolicy(rules), lifted: new Set(lifted), facts });
}

/** Whether a rule with these conditions takes part in the decision on a call with these inputs. */
export function isHit(
  when: NonNullable<Rule['when']>,
  inputs: JsonObject,
  decide: Rule['decide'] = 'deny',
): boolean {
  const call = guardedCall({ inputs, effect: decide === 'allow' ? 'destructive' : 'read' });
  return decided([testRule({ when, decide })], call).kind === decide;
}
