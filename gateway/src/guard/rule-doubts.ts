import { compilePattern } from '../identity/scope.ts';
import type { Rule } from './rule.ts';

/** What rules say that is allowed, but most likely a slip: names of intents that there are not. */
export function ruleDoubts(
  rules: readonly Pick<Rule, 'id' | 'intent'>[],
  intents: readonly string[],
): readonly string[] {
  return rules
    .filter(({ intent }) => !intents.some(compilePattern(intent)))
    .map(({ id, intent }) => `The rule "${id}" matches nothing: there is no intent "${intent}".`);
}
