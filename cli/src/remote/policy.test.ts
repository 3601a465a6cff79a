import { describe, expect, it } from 'vitest';
import type { PolicyTest } from '#contract';
import { describePolicyTest } from './policy.ts';

const plain = (_format: unknown, text: string) => text;
const tested: PolicyTest = {
  intent: 'ssh.exec',
  engine: 'agent',
  caller: 'claude',
  in_scope: true,
  effect: 'destructive',
  inputs: { host: 'prod-1' },
  decision: { kind: 'approve', rule: 'prod', matched: ['prod'] },
  policy_version: 'v',
  rules: [
    {
      id: 'prod',
      decide: 'approve',
      verdict: 'matched',
      counts: true,
      lifted: false,
      checks: [
        { part: 'intent', verdict: 'matched', why: 'it is ssh.exec; wanted: ssh.*' },
        { part: 'when host', verdict: 'matched', why: 'it is "prod-1"; wanted: "prod-*"' },
      ],
    },
    {
      id: 'mail',
      decide: 'deny',
      verdict: 'not_matched',
      counts: false,
      lifted: false,
      checks: [
        { part: 'intent', verdict: 'not_matched', why: 'it is ssh.exec; wanted: gmail.*' },
        { part: 'callers', verdict: 'matched', why: 'it is claude; wanted: claude' },
      ],
    },
    {
      id: 'trusted',
      decide: 'allow',
      verdict: 'not_evaluable',
      counts: false,
      lifted: false,
      checks: [{ part: 'when why', verdict: 'not_evaluable', why: 'it is missing; wanted: "x"' }],
    },
    {
      id: 'doubt',
      decide: 'confirm',
      verdict: 'not_evaluable',
      counts: true,
      lifted: false,
      checks: [{ part: 'when n', verdict: 'not_evaluable', why: 'it is "\u001b[2J"; wanted: 5' }],
    },
  ],
};

describe('describePolicyTest', () => {
  it('gives the decision, and of every rule why it counts or not', () => {
    expect(describePolicyTest(tested, plain).split('\n')).toEqual([
      'approve by the rule "prod"',
      'ssh.exec (agent), destructive, for the caller claude',
      '',
      'prod  approve  matched',
      '  intent: it is ssh.exec; wanted: ssh.*',
      '  when host: it is "prod-1"; wanted: "prod-*"',
      '',
      'mail  deny  not matched',
      '  intent: it is ssh.exec; wanted: gmail.* (not matched)',
      '',
      'trusted  allow  could not be evaluated, which does not count: it would allow',
      '  when why: it is missing; wanted: "x" (could not be evaluated)',
      '',
      'doubt  confirm  could not be evaluated, which counts as a match',
      String.raw`  when n: it is "\u001b[2J"; wanted: 5 (could not be evaluated)`,
    ]);
  });

  it.each([
    [
      { kind: 'confirm', rule: 'default:outward', matched: [] },
      'confirm by default (default:outward): no rule counts',
    ],
    [
      { kind: 'approve', rule: 'intent:ssh.exec', matched: [] },
      'approve by what the intent asks for: no rule counts',
    ],
    [{ kind: 'deny', rule: 'a', matched: ['a', 'b'] }, 'deny by the rules "a", "b"'],
  ] as const)('names what decided: %j', (decision, line) => {
    const text = describePolicyTest(
      { ...tested, decision: { ...decision, matched: [...decision.matched] } },
      plain,
    );
    expect(text.split('\n')[0]).toBe(line);
  });

  it('says where an approval that is remembered took the place of the question', () => {
    const [rule] = tested.rules;
    const text = describePolicyTest({ ...tested, rules: [{ ...rule!, lifted: true }] }, plain);
    expect(text).toContain('prod  approve  matched, answered by an approval that is remembered');
  });

  it('warns where the caller may not use the intent at all', () => {
    expect(describePolicyTest({ ...tested, in_scope: false }, plain)).toContain(
      '! The scopes of claude do not cover ssh.exec: for it there is no such intent.',
    );
  });
});
