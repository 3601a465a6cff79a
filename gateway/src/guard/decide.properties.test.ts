import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decide, Effect } from '#contract';
import type { JsonObject } from '../platform/json.ts';
import type { GuardedCall } from './compile-rule.ts';
import { decide, type Decision } from './decide.ts';
import { compilePolicy } from './policy.ts';
import { daysOfWeek, type FieldTest, type Rule } from './rule.ts';

const text = fc.constantFrom('prod-1', 'prod-2', 'test-1', '', 'x');
const glob = fc.constantFrom('prod-*', '*-1', '*', 'prod-1', 'nothing', 'p*d*1');
const plainTest = fc.oneof(
  glob,
  fc.array(glob, { minLength: 1, maxLength: 3 }),
  fc.integer({ min: -2, max: 2 }),
  fc.boolean(),
  fc.record({ above: fc.integer({ min: -2, max: 2 }), below: fc.integer({ min: -2, max: 2 }) }),
);
const fieldTest: fc.Arbitrary<FieldTest> = fc.oneof(
  plainTest,
  plainTest.map((not) => ({ not })),
);
const field = fc.constantFrom('host', 'n', 'to', 'to.name', 'deep.er');
const scalar = fc.oneof(text, fc.integer({ min: -3, max: 3 }), fc.boolean(), fc.constant(null));
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.record({ name: scalar }));
const inputs: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom('host', 'n', 'to', 'deep'),
  value,
);

const rule: fc.Arbitrary<Omit<Rule, 'id'>> = fc.record(
  {
    intent: fc.constantFrom('*', 'ssh.*', 'ssh.exec', 'gmail.*'),
    decide: fc.constantFrom(...Decide.options),
    callers: fc.constantFrom('claude', 'c*', ['chatgpt', 'x']),
    effect: fc.subarray([...Effect.options], { minLength: 1 }),
    when: fc.dictionary(field, fieldTest, { maxKeys: 2 }),
    time: fc.record({ days: fc.subarray([...daysOfWeek], { minLength: 1 }) }),
    rate: fc.record({ more_than: fc.nat(4), within: fc.constant('1h') }),
  },
  { requiredKeys: ['intent', 'decide'] },
);
const rules: fc.Arbitrary<Rule[]> = fc
  .array(rule, { maxLength: 8 })
  .map((list) => list.map((each, index) => ({ ...each, id: `r${index}` })));

const call: fc.Arbitrary<GuardedCall> = fc.record(
  {
    caller: fc.constantFrom('claude', 'chatgpt'),
    intent: fc.constantFrom('ssh.exec', 'ssh.exec.peek', 'gmail.triage'),
    effect: fc.constantFrom(...Effect.options),
    inputs,
    decide: fc.constantFrom('confirm', 'approve'),
  },
  { requiredKeys: ['caller', 'intent', 'effect', 'inputs'] },
);
const calls = fc.nat(6);
const now = fc.integer({ min: 0, max: 4e12 });
const given = fc.record({ call, calls, now });
type Given = typeof given extends fc.Arbitrary<infer Value> ? Value : never;
const lifted = fc.subarray(['r0', 'r1', 'r2', 'r3', 'intent:ssh.exec']);

function judge(
  list: readonly Rule[],
  { call, calls, now }: Given,
  lifted: readonly string[] = [],
): Decision {
  return decide(call, {
    policy: compilePolicy(list),
    lifted: new Set(lifted),
    facts: { now, callsWithin: () => calls },
  });
}

const strictness = ({ kind }: Decision): number => Decide.options.indexOf(kind);
const runs = { numRuns: 300 };

describe('whatever the rules and the call', () => {
  it('the strictest of the rules that match alone wins', () => {
    fc.assert(
      fc.property(rules, given, (list, given) => {
        const alone = list
          .map((rule) => judge([rule], given))
          .filter(({ rule }) => /^r\d/.test(rule));
        const together = judge(list, given);
        if (alone.length === 0) expect(together).toEqual(judge([], given));
        else expect(strictness(together)).toBe(Math.max(...alone.map(strictness)));
      }),
      runs,
    );
  });

  it('one more rule that denies never loosens', () => {
    fc.assert(
      fc.property(rules, rule, given, lifted, (list, added, given, lifted) => {
        const before = judge(list, given, lifted);
        const after = judge([...list, { ...added, id: 'added', decide: 'deny' }], given, lifted);
        expect(strictness(after)).toBeGreaterThanOrEqual(strictness(before));
        if (after.kind !== 'deny') expect(after).toEqual(before);
      }),
      runs,
    );
  });

  it('their order makes no difference', () => {
    const shuffled = rules.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, given, lifted, ([list, others], given, lifted) => {
        expect(judge(others, given, lifted)).toEqual(judge(list, given, lifted));
        expect(compilePolicy(others).version).toBe(compilePolicy(list).version);
      }),
      runs,
    );
  });

  it('a rule that allows, but cannot be evaluated, never allows', () => {
    const unevaluable = fc.constantFrom<FieldTest>('*', ['*'], 1, true, { above: 0 }, { not: 'x' });
    fc.assert(
      fc.property(rule, unevaluable, given, (base, test, given) => {
        const asking = { ...base, id: 'r', when: { ...base.when, 'not.there': test } };
        expect(judge([{ ...asking, decide: 'allow' }], given)).toEqual(judge([], given));
      }),
      runs,
    );
  });

  it('and one that asks for more counts whatever cannot be evaluated as a match', () => {
    fc.assert(
      fc.property(rule, given, (base, given) => {
        const plain: Rule = { ...base, id: 'r', decide: 'deny' };
        const asking: Rule = { ...plain, when: { ...base.when, 'not.there': '*' } };
        expect(judge([asking], given)).toEqual(judge([plain], given));
      }),
      runs,
    );
  });

  it('a remembered approval answers the rules that it names, and no other', () => {
    fc.assert(
      fc.property(rules, given, lifted, (list, given, lifted) => {
        const isAnswered = ({ id, decide }: Rule) => decide === 'approve' && lifted.includes(id);
        const others = list.filter((rule) => !isAnswered(rule));
        const byOthers = judge(others, given);
        const decision = judge(list, given, lifted);
        if (/^r\d/.test(byOthers.rule)) expect(decision.kind).toBe(byOthers.kind);
        if (decision.kind === 'approve')
          expect(lifted).not.toEqual(expect.arrayContaining([...decision.matched]));
        expect(judge(list, given, ['another'])).toEqual(judge(list, given));
      }),
      runs,
    );
  });
});
