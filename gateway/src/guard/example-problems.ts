import type { JsonObject } from '../platform/json.ts';
import { conditionsOf } from './compile-rule.ts';
import type { Rule } from './rule.ts';
import { allOf, counts } from './verdict.ts';

export interface ExampleProblem {
  readonly path: readonly [list: 'hit' | 'miss', index: number];
  readonly message: string;
}

/** The examples of a rule that do not hold. They are inputs, so only `when` is asked. */
export function exampleProblems(rule: Rule): readonly ExampleProblem[] {
  const conditions = conditionsOf(rule);
  const isHit = (inputs: JsonObject) =>
    counts(allOf(conditions.map(({ judge }) => judge(inputs))), rule.decide);
  const because = (inputs: JsonObject) =>
    conditions.map(({ field, explain }) => `${field}: ${explain(inputs)}`).join('; ');
  const { hit = [], miss = [] } = rule.examples ?? {};
  return [
    ...hit.flatMap((inputs, index): ExampleProblem[] =>
      isHit(inputs)
        ? []
        : [{ path: ['hit', index], message: `should match, but does not: ${because(inputs)}` }],
    ),
    ...miss.flatMap((inputs, index): ExampleProblem[] =>
      isHit(inputs)
        ? [
            {
              path: ['miss', index],
              message: `should not match, but does: ${because(inputs) || 'the rule has no "when"'}`,
            },
          ]
        : [],
    ),
  ];
}
