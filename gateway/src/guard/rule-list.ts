import { z } from 'zod';
import { exampleProblems } from './example-problems.ts';
import { Rule } from './rule.ts';

/** The rules of a configuration: each with an id of its own, and examples that hold. */
export const RuleList = z
  .array(Rule.superRefine(checkExamples).superRefine(checkRate))
  .max(10_000)
  .superRefine(checkIds);

function checkExamples(rule: Rule, { addIssue }: z.RefinementCtx): void {
  for (const { path, message } of exampleProblems(rule)) {
    addIssue({ code: 'custom', path: ['examples', ...path], message });
  }
}

/* It reads like "allow up to so many", and would do the opposite. */
function checkRate({ rate, decide }: Rule, { addIssue }: z.RefinementCtx): void {
  if (rate === undefined || decide !== 'allow') return;
  const message = 'cannot stand in a rule that allows: it matches where there are too many calls';
  addIssue({ code: 'custom', path: ['rate'], message });
}

function checkIds(rules: readonly Rule[], { addIssue }: z.RefinementCtx): void {
  const firstOf = new Map<string, number>();
  for (const [index, { id }] of rules.entries()) {
    const first = firstOf.get(id);
    if (first === undefined) firstOf.set(id, index);
    else {
      const message = `must differ from the id of rules[${first}]`;
      addIssue({ code: 'custom', path: [index, 'id'], message });
    }
  }
}
