import { compilePattern } from '../identity/scope.ts';
import type { Intent } from '../intents/intent.ts';
import type { Rule } from './rule.ts';

export interface KnownIntent {
  readonly name: string;
  /** The fields that its inputs can have; undefined where nobody can tell. */
  readonly fields?: readonly string[];
}

/** What rules may say, but most likely do not mean: intents and fields that there are not. */
export function ruleDoubts(
  rules: readonly Rule[],
  intents: readonly KnownIntent[],
): readonly string[] {
  return rules.flatMap((rule) => {
    const covers = compilePattern(rule.intent);
    const covered = intents.filter(({ name }) => covers(name));
    return covered.length === 0 ? [noSuchIntent(rule)] : fieldDoubts(rule, covered);
  });
}

/** An intent as far as rules can be held against it. What it resolves may add fields. */
export function knownIntent({ name, inputs, resolve }: Intent): KnownIntent {
  const { properties, additionalProperties } = inputs.jsonSchema;
  if (resolve !== undefined || additionalProperties !== false) return { name };
  return { name, fields: Object.keys(properties ?? {}) };
}

function noSuchIntent({ id, intent }: Rule): string {
  return `The rule "${id}" matches nothing: there is no intent "${intent}".`;
}

const mostNamed = 3;

function fieldDoubts({ id, decide, when = {} }: Rule, covered: readonly KnownIntent[]): string[] {
  const consequence = decide === 'allow' ? 'It never matches there.' : 'There it counts as met.';
  return Object.keys(when).flatMap((field) => {
    const [first = field] = field.split('.');
    const without = covered.filter(({ fields }) => fields && !fields.includes(first));
    if (without.length === 0) return [];
    const names = without.slice(0, mostNamed).map(({ name }) => name);
    const more = without.length > mostNamed ? ` and ${without.length - mostNamed} more` : '';
    return [
      `The rule "${id}" asks about "${field}", which there is not in ${names.join(', ')}${more}. ${consequence}`,
    ];
  });
}
