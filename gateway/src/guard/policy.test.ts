import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { compilePolicy } from './policy.ts';
import type { Rule } from './rule.ts';
import { guardedCall, noon, testRule } from './testing/guarded.ts';

describe('compilePolicy', () => {
  it('finds the rules that cover an intent, by name and by pattern', () => {
    const intents = ['ssh.exec', 'ssh.*', '*', '*.exec', 'ssh.exec.peek', 's*c'];
    const policy = compilePolicy(intents.map((intent, n) => testRule({ id: `r${n}`, intent })));
    const idsFor = (intent: string) => policy.rulesFor(intent).map(({ id }) => id);
    expect(idsFor('ssh.exec')).toEqual(['r0', 'r1', 'r2', 'r3', 'r5']);
    expect(idsFor('ssh.exec.peek')).toEqual(['r4', 'r1', 'r2']);
    expect(idsFor('gmail.search')).toEqual(['r2']);
  });

  it('has a version that changes with what decides, and with nothing else', () => {
    const rules = [testRule({ id: 'a' }), testRule({ id: 'b', when: { f: 'x' } })];
    const { version } = compilePolicy(rules);
    const withExamples = rules.map((rule) => ({ ...rule, examples: { hit: [{ f: 'x' }] } }));
    expect(version).toMatch(/^[0-9a-f]{64}$/);
    expect(compilePolicy(rules.toReversed()).version).toBe(version);
    expect(compilePolicy(withExamples).version).toBe(version);
    expect(compilePolicy([...rules, testRule({ id: 'c' })]).version).not.toBe(version);
    expect(compilePolicy([testRule({ id: 'a', decide: 'allow' }), rules[1]!]).version).not.toBe(
      version,
    );
  });

  it('says how many calls are worth keeping', () => {
    const rate = (more_than: number) => ({ rate: { more_than, within: '1h' } });
    expect(compilePolicy([testRule()]).callsToKeep).toBe(0);
    expect(compilePolicy([testRule(rate(3)), testRule(rate(9)), testRule()]).callsToKeep).toBe(10);
  });
});

describe('a thousand rules', () => {
  /* The fastest of many: what the rules cost, without what else this machine does. */
  const millisecondsOf = (rules: readonly Rule[]) => {
    const policy = compilePolicy(rules);
    const call = guardedCall({ inputs: { host: 'prod-1', command: 'df -h' } });
    const times = Array.from({ length: 100 }, () => {
      const started = performance.now();
      decide(call, { policy, lifted: new Set(), facts: noon });
      return performance.now() - started;
    });
    return Math.min(...times);
  };
  const thousand = (changes: (index: number) => Partial<Rule>) =>
    Array.from({ length: 1000 }, (_, index) => testRule({ id: `r${index}`, ...changes(index) }));

  it('on other intents cost next to nothing', () => {
    const rules = thousand((index) => ({ intent: `tool-${index}.do` }));
    expect(millisecondsOf(rules)).toBeLessThan(0.5);
  });

  it('that all have to be asked are asked within milliseconds', () => {
    const rules = thousand((index) => ({ intent: 'ssh.*', when: { host: `*-${index + 2}*` } }));
    expect(millisecondsOf(rules)).toBeLessThan(5);
  });

  it('are no place to hang in, whatever comes in', () => {
    const policy = compilePolicy([testRule({ when: { command: `${'*a'.repeat(200)}*b` } })]);
    const call = guardedCall({ inputs: { command: 'a'.repeat(1_000_000) } });
    const started = performance.now();
    expect(decide(call, { policy, lifted: new Set(), facts: noon }).kind).toBe('confirm');
    expect(performance.now() - started).toBeLessThan(200);
  });
});
