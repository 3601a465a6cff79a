import { describe, expect, it } from 'vitest';
import { createGuard } from './guard.ts';
import { compilePolicy, type Policy } from './policy.ts';
import type { Rule } from './rule.ts';
import { guardedCall, testRule } from './testing/guarded.ts';

const nothing: ReadonlySet<string> = new Set();

function openGuard(rules: readonly Rule[], start = 1_000_000) {
  let policy: Policy = compilePolicy(rules);
  let now = start;
  const guard = createGuard({ policy: () => policy, now: () => now });
  return {
    guard,
    advance: (ms: number) => void (now += ms),
    replace: (rules: readonly Rule[]) => void (policy = compilePolicy(rules)),
    kindOf(changes: Parameters<typeof guardedCall>[0] = {}) {
      const call = guardedCall({ effect: 'read', ...changes });
      guard.note(call);
      return guard.judge(call, nothing).kind;
    },
  };
}

const threeAnHour = testRule({ rate: { more_than: 3, within: '1h' } });

describe('a rule with a rate', () => {
  it('matches the call after the last that is free, until an hour has gone by', () => {
    const { kindOf, advance } = openGuard([threeAnHour]);
    const kinds = [1, 2, 3, 4].map(() => kindOf());
    expect(kinds).toEqual(['allow', 'allow', 'allow', 'deny']);
    advance(3_600_000);
    expect(kindOf()).toBe('allow');
  });

  it('counts by caller and by intent', () => {
    const { kindOf } = openGuard([threeAnHour]);
    for (let n = 0; n < 3; n += 1) kindOf();
    expect(kindOf({ caller: 'chatgpt' })).toBe('allow');
    expect(kindOf({ intent: 'ssh.exec.peek' })).toBe('allow');
    expect(kindOf()).toBe('deny');
  });

  it('counts a call once, however often it is judged', () => {
    const { guard } = openGuard([threeAnHour]);
    const call = guardedCall({ effect: 'read' });
    guard.note(call);
    const kinds = Array.from({ length: 9 }, () => guard.judge(call, nothing).kind);
    expect(new Set(kinds)).toEqual(new Set(['allow']));
  });

  it('keeps no more than it looks back on', () => {
    const { kindOf } = openGuard([threeAnHour]);
    for (let n = 0; n < 1000; n += 1) kindOf();
    expect(kindOf()).toBe('deny');
  });

  it('counts from when it came', () => {
    const { kindOf, replace } = openGuard([]);
    for (let n = 0; n < 10; n += 1) kindOf();
    replace([threeAnHour]);
    expect([1, 2, 3, 4].map(() => kindOf())).toEqual(['allow', 'allow', 'allow', 'deny']);
  });

  it('forgets nothing because the clock was set back', () => {
    const { kindOf, advance } = openGuard([threeAnHour]);
    for (let n = 0; n < 3; n += 1) kindOf();
    advance(-600_000);
    expect(kindOf()).toBe('deny');
  });
});

describe('the version of the rules', () => {
  it('is that of the rules as they are now', () => {
    const { guard, replace } = openGuard([]);
    const before = guard.policyVersion();
    replace([threeAnHour]);
    expect(guard.policyVersion()).not.toBe(before);
  });
});

describe('an explanation', () => {
  it('says of every rule what it asks and finds, and what is decided', () => {
    const { guard } = openGuard([
      testRule({ id: 'prod', decide: 'approve', when: { host: 'prod-*' } }),
      testRule({ id: 'night', time: { days: ['sun'], between: '22:00-07:00', zone: 'UTC' } }),
      testRule({ id: 'mail', intent: 'gmail.*' }),
      testRule({ id: 'trusted', callers: 'claude', decide: 'allow', when: { why: '*' } }),
    ]);
    const call = guardedCall({ inputs: { host: 'prod-1' } });
    const { decision, rules } = guard.explain(call, nothing);
    expect(decision).toEqual({ kind: 'approve', rule: 'prod', matched: ['prod'] });
    expect(rules).toEqual([
      {
        id: 'prod',
        decide: 'approve',
        verdict: 'matched',
        counts: true,
        lifted: false,
        checks: [
          { part: 'intent', verdict: 'matched', why: 'it is ssh.exec; wanted: *' },
          { part: 'when host', verdict: 'matched', why: 'it is "prod-1"; wanted: "prod-*"' },
        ],
      },
      {
        id: 'night',
        decide: 'deny',
        verdict: 'not_matched',
        counts: false,
        lifted: false,
        checks: [
          expect.objectContaining({ part: 'intent' }),
          {
            part: 'time',
            verdict: 'not_matched',
            why: 'it is Thu 00:16 in UTC; wanted: sun 22:00-07:00',
          },
        ],
      },
      expect.objectContaining({
        id: 'mail',
        verdict: 'not_matched',
        checks: [
          { part: 'intent', verdict: 'not_matched', why: 'it is ssh.exec; wanted: gmail.*' },
        ],
      }),
      expect.objectContaining({ id: 'trusted', verdict: 'not_evaluable', counts: false }),
    ]);
  });

  it('shows which question a remembered approval has answered', () => {
    const { guard } = openGuard([testRule({ id: 'ask', decide: 'approve' })]);
    const { decision, rules } = guard.explain(guardedCall(), new Set(['ask']));
    expect(decision.kind).toBe('allow');
    expect(rules[0]).toMatchObject({ counts: true, lifted: true });
  });

  it('counts the call that is asked about, and does not note it', () => {
    const { guard } = openGuard([testRule({ rate: { more_than: 0, within: '1m' } })]);
    const whys = [1, 2].map(() => guard.explain(guardedCall(), nothing).rules[0]?.checks[1]?.why);
    expect(whys).toEqual(Array(2).fill('call 1 within 1m; wanted: more than 0'));
  });
});

describe('a call that carries others', () => {
  const judged = (rules: readonly Rule[], changes: Parameters<typeof guardedCall>[0]) => {
    const call = guardedCall({ intent: 'house.tidy', effect: 'write', ...changes });
    return openGuard(rules).guard.judge(call, nothing);
  };
  const exec = { intent: 'ssh.exec', effect: 'destructive' } as const;

  it('is decided by the strictest of them, by default or by what they ask for', () => {
    const write = { intent: 'memory.write', effect: 'write' } as const;
    expect(judged([], { carried: [write] }).kind).toBe('allow');
    expect(judged([], { carried: [write, exec] })).toMatchObject({
      kind: 'confirm',
      rule: 'default:destructive',
    });
    const asking = { ...write, decide: 'approve' } as const;
    expect(judged([], { carried: [exec, asking] })).toMatchObject({
      kind: 'approve',
      matched: ['intent:memory.write'],
    });
  });

  it('is not let through by a rule for itself alone', () => {
    const trusted = testRule({ id: 'trusted', intent: 'house.*', decide: 'allow' });
    expect(judged([trusted], { carried: [exec] }).kind).toBe('confirm');
    const both = testRule({ id: 'both', intent: 'ssh.exec', decide: 'allow' });
    expect(judged([trusted, both], { carried: [exec] }).kind).toBe('allow');
  });

  it('meets the rules of what it carries as if their inputs matched, except those that forbid', () => {
    const onProd = (decide: 'allow' | 'approve' | 'deny') =>
      testRule({ id: decide, intent: 'ssh.exec', when: { host: 'prod-*' }, decide });
    expect(judged([onProd('approve')], { carried: [exec] }).kind).toBe('approve');
    expect(judged([onProd('allow')], { carried: [exec] }).kind).toBe('confirm');
    expect(judged([onProd('deny')], { carried: [exec] }).kind).toBe('confirm');
    const never = testRule({ id: 'never', intent: 'ssh.*', decide: 'deny' });
    expect(judged([never], { carried: [exec] })).toMatchObject({ kind: 'deny', rule: 'never' });
  });

  it('gives every rule that an approval of it lifts, and no other', () => {
    const rules = ['house.tidy', 'ssh.exec'].map((intent) =>
      testRule({ id: intent, intent, decide: 'approve' }),
    );
    const call = guardedCall({ intent: 'house.tidy', effect: 'write', carried: [exec] });
    const { guard } = openGuard(rules);
    const { matched } = guard.judge(call, nothing);
    expect(matched).toEqual(['house.tidy', 'ssh.exec']);
    expect(guard.judge(call, new Set(matched)).kind).toBe('allow');
    expect(guard.judge(call, new Set(['house.tidy'])).kind).toBe('approve');
    expect(guard.explain(call, nothing).decision).toEqual(guard.judge(call, nothing));
  });
});
