import { compilePattern } from '../identity/scope.ts';
import { digestOf } from '../platform/canonical-json.ts';
import { compileRule, type CompiledRule } from './compile-rule.ts';
import type { Rule } from './rule.ts';

/** The rules of the owner, ready to decide. */
export interface Policy {
  /** SHA-256 over all that decides, whatever its order. */
  readonly version: string;
  /** In the order of the file. */
  readonly rules: readonly CompiledRule[];
  /** The rules that cover an intent. */
  rulesFor(intent: string): readonly CompiledRule[];
  /** How many calls of one caller and intent a rule may look back on; 0 where none does. */
  readonly callsToKeep: number;
}

export function compilePolicy(written: readonly Rule[]): Policy {
  const rules = written.map(compileRule);
  return {
    version: versionOf(written),
    rules,
    rulesFor: indexByIntent(rules),
    callsToKeep: Math.max(0, ...written.map(({ rate }) => (rate ? rate.more_than + 1 : 0))),
  };
}

function versionOf(written: readonly Rule[]): string {
  const deciding = written.map(({ examples: _examples, ...rule }) => rule);
  return digestOf(deciding.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
}

/* A thousand rules mostly name a few intents: each name is looked up, each pattern is tried once. */
function indexByIntent(rules: readonly CompiledRule[]): Policy['rulesFor'] {
  if (rules.length === 0) return () => rules;
  const groups = Map.groupBy(rules, ({ written }) => written.intent);
  const patterns = [...groups]
    .filter(([intent]) => intent.includes('*'))
    .map(([intent, group]) => ({ covers: compilePattern(intent), group }));
  return (intent) => [
    ...(groups.get(intent) ?? []),
    ...patterns.flatMap(({ covers, group }) => (covers(intent) ? group : [])),
  ];
}
