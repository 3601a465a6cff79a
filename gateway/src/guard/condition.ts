import type { Verdict } from '#contract';
import { compilePattern } from '../identity/scope.ts';
import type { JsonObject, JsonValue } from '../platform/json.ts';
import type { FieldTest } from './rule.ts';
import { allOf, anyOf, oppositeOf, verdictOn } from './verdict.ts';

/** What a rule asks of one field of the inputs, ready to be asked. */
export interface Condition {
  readonly field: string;
  judge(inputs: JsonObject): Verdict;
  explain(inputs: JsonObject): string;
}

/**
 * Of a list, one element is enough for a rule that asks for more,
 * but a rule that allows must hold for every one: no stranger gets by beside a friend.
 */
export function compileCondition(
  field: string,
  test: FieldTest,
  { everyElement }: { everyElement: boolean },
): Condition {
  const path = field.split('.');
  const judgeLeaf = compileTest(test);
  const combined = everyElement ? allOf : anyOf;
  return {
    field,
    judge(inputs) {
      const leaves = leavesAt(inputs, path);
      if (leaves.length === 1) return judgeLeaf(leaves[0]);
      return leaves.length === 0 ? 'not_matched' : combined(leaves.map(judgeLeaf));
    },
    explain: (inputs) => `it ${describeLeaves(leavesAt(inputs, path))}; wanted: ${describe(test)}`,
  };
}

/** A value that is no list, or undefined where there is none. */
type Leaf = JsonValue | undefined;

function leavesAt(value: Leaf, path: readonly string[], depth = 0): readonly Leaf[] {
  if (isList(value)) return value.flatMap((element) => leavesAt(element, path, depth));
  const name = path[depth];
  if (name === undefined) return [value];
  if (!isGroup(value) || !Object.hasOwn(value, name)) return [undefined];
  return leavesAt(value[name], path, depth + 1);
}

function compileTest(test: FieldTest): (leaf: Leaf) => Verdict {
  if (typeof test === 'string') return textTest([test]);
  if (typeof test !== 'object') return equalityTest(test);
  if (Array.isArray(test)) return textTest(test);
  if (!('not' in test)) return rangeTest(test);
  const judge = compileTest(test.not);
  return (leaf) => oppositeOf(judge(leaf));
}

function textTest(patterns: readonly string[]): (leaf: Leaf) => Verdict {
  const globs = patterns.map(compilePattern);
  return (leaf) =>
    typeof leaf === 'string' ? verdictOn(globs.some((fits) => fits(leaf))) : 'not_evaluable';
}

function equalityTest(wanted: number | boolean): (leaf: Leaf) => Verdict {
  return (leaf) => (typeof leaf === typeof wanted ? verdictOn(leaf === wanted) : 'not_evaluable');
}

interface NumberRange {
  readonly above?: number | undefined;
  readonly below?: number | undefined;
}

function rangeTest({ above = -Infinity, below = Infinity }: NumberRange): (leaf: Leaf) => Verdict {
  return (leaf) =>
    typeof leaf === 'number' ? verdictOn(leaf > above && leaf < below) : 'not_evaluable';
}

const mostLeavesShown = 3;
const mostCharsShown = 60;

function describeLeaves(leaves: readonly Leaf[]): string {
  if (leaves.length === 0) return 'is an empty list';
  const shown = leaves.slice(0, mostLeavesShown).map(describeLeaf);
  const more = leaves.length - shown.length;
  return `is ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function describeLeaf(leaf: Leaf): string {
  if (leaf === undefined) return 'missing';
  const text = JSON.stringify(leaf);
  return text.length > mostCharsShown ? `${text.slice(0, mostCharsShown)}…` : text;
}

function describe(test: FieldTest): string {
  if (typeof test !== 'object') return JSON.stringify(test);
  if (Array.isArray(test)) return test.map((pattern) => JSON.stringify(pattern)).join(' or ');
  if ('not' in test) return `not ${describe(test.not)}`;
  return Object.entries(test)
    .map(([bound, value]) => `${bound} ${value}`)
    .join(' and ');
}

function isList(value: Leaf): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isGroup(value: Leaf): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
