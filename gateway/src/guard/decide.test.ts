import { describe, expect, it } from 'vitest';
import { Effect } from '#contract';
import { decided, guardedCall, testRule } from './testing/guarded.ts';

describe('decide, where no rule matches', () => {
  it.each([
    ['read', 'allow'],
    ['write', 'allow'],
    ['outward', 'confirm'],
    ['destructive', 'confirm'],
  ] as const)('by default lets %s be %s', (effect, kind) => {
    const rule = `default:${effect}`;
    expect(decided([], guardedCall({ effect }))).toEqual({ kind, rule, matched: [rule] });
  });

  it.each(['confirm', 'approve'] as const)(
    'does what a write asks for (%s), and names the intent as the rule',
    (decide) => {
      const rule = 'intent:gmail.triage';
      const call = guardedCall({ intent: 'gmail.triage', effect: 'write', decide });
      expect(decided([], call)).toEqual({ kind: decide, rule, matched: [rule] });
    },
  );

  it('never lets through what the default confirms, whatever the intent asks for', () => {
    for (const effect of Effect.options) {
      const byDefault = decided([], guardedCall({ effect }));
      const asked = decided([], guardedCall({ effect, decide: 'confirm' }));
      if (byDefault.kind === 'confirm') expect(asked).toEqual(byDefault);
    }
  });

  it('does not ask about what was lowered to a read', () => {
    for (const decide of ['confirm', 'approve'] as const) {
      expect(decided([], guardedCall({ effect: 'read', decide })).kind).toBe('allow');
    }
  });
});

describe('decide, where rules match', () => {
  it('lets a rule allow what the default and the intent would ask about', () => {
    const allow = testRule({ id: 'trusted', decide: 'allow' });
    const call = guardedCall({ decide: 'approve' });
    expect(decided([allow], call)).toEqual({
      kind: 'allow',
      rule: 'trusted',
      matched: ['trusted'],
    });
  });

  it('takes the strictest, and names all that ask for just that', () => {
    const rules = [
      testRule({ id: 'z-approve', decide: 'approve' }),
      testRule({ id: 'allow', decide: 'allow' }),
      testRule({ id: 'a-approve', decide: 'approve' }),
      testRule({ id: 'confirm', decide: 'confirm' }),
      testRule({ id: 'elsewhere', decide: 'deny', intent: 'gmail.*' }),
    ];
    expect(decided(rules)).toEqual({
      kind: 'approve',
      rule: 'a-approve',
      matched: ['a-approve', 'z-approve'],
    });
  });

  it.each([
    [{ callers: 'claude' }, true],
    [{ callers: ['chatgpt', 'cl*'] }, true],
    [{ callers: ['chatgpt'] }, false],
    [{ effect: 'destructive' }, true],
    [{ effect: ['read', 'write'] }, false],
    [{ intent: 'ssh.exec' }, true],
    [{ intent: 'ssh.*' }, true],
    [{ intent: 'ssh' }, false],
    [{ intent: 'ssh.exec.peek' }, false],
    [{ time: { days: ['wed'], zone: 'UTC' } }, true],
    [{ time: { days: ['thu'], zone: 'UTC' } }, false],
    [{ callers: 'claude', effect: 'read' }, false],
  ] as const)('holds a rule to all that it names: %j', (names, isMatch) => {
    const rule = testRule(structuredClone(names) as Parameters<typeof testRule>[0]);
    expect(decided([rule]).kind).toBe(isMatch ? 'deny' : 'confirm');
  });

  it('counts the calls that a rule looks back on', () => {
    const rule = testRule({ rate: { more_than: 3, within: '1h' } });
    const after = (calls: number) =>
      decided([rule], guardedCall(), {
        facts: { now: 0, callsWithin: (windowMs) => (windowMs === 3_600_000 ? calls : 0) },
      }).kind;
    expect([after(3), after(4)]).toEqual(['confirm', 'deny']);
  });
});

describe('decide, where an approval is remembered', () => {
  const rules = [
    testRule({ id: 'first', decide: 'approve' }),
    testRule({ id: 'second', decide: 'approve' }),
  ];

  it('goes on asking while a rule is left that it was not granted under', () => {
    expect(decided(rules, guardedCall(), { lifted: ['first', 'other'] })).toEqual({
      kind: 'approve',
      rule: 'second',
      matched: ['second'],
    });
  });

  it('needs no consent once all of them are answered', () => {
    expect(decided(rules, guardedCall(), { lifted: ['first', 'second'] })).toEqual({
      kind: 'allow',
      rule: 'first',
      matched: ['first', 'second'],
    });
  });

  it.each(['confirm', 'deny'] as const)('lifts no rule that says %s', (decide) => {
    const call = guardedCall({ effect: 'read' });
    const strict = testRule({ id: 'strict', decide });
    expect(decided([...rules, strict], call, { lifted: ['first', 'second', 'strict'] })).toEqual({
      kind: decide,
      rule: 'strict',
      matched: ['strict'],
    });
  });

  it('answers what the intent itself asks for as well', () => {
    const call = guardedCall({ decide: 'approve' });
    expect(decided([], call).kind).toBe('approve');
    expect(decided([], call, { lifted: ['intent:ssh.exec'] }).kind).toBe('allow');
  });
});
