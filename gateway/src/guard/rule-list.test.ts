import { describe, expect, it } from 'vitest';
import { RuleList } from './rule-list.ts';

const problemsOf = (...rules: unknown[]) =>
  RuleList.safeParse(rules).error?.issues.map(
    ({ path, message }) => `${path.join('.')} ${message}`,
  ) ?? [];
const plain = { id: 'a', intent: 'ssh.exec', decide: 'deny' };

describe('the rules of a configuration', () => {
  it('may be as short as this', () => {
    expect(problemsOf(plain)).toEqual([]);
  });

  it('may say all of this', () => {
    const full = {
      ...plain,
      callers: ['claude', 'script-*'],
      intent: 'ssh.*',
      effect: ['outward', 'destructive'],
      when: { host: ['prod-*'], 'a.b': { not: 'x' }, n: { above: 5, below: 9 }, force: true },
      time: { days: ['sat', 'sun'], between: '22:00-07:00', zone: 'Europe/Berlin' },
      rate: { more_than: 10, within: '1h' },
    };
    expect(problemsOf(full, { ...plain, id: 'b', callers: 'claude', effect: 'read' })).toEqual([]);
  });

  it('have an id of their own', () => {
    expect(problemsOf(plain, { ...plain, id: 'b' }, plain)).toEqual([
      '2.id must differ from the id of rules[0]',
    ]);
  });

  it.each([
    [{ id: 'A b' }, '0.id must be lower case letters, digits, ".", "_" or "-"'],
    [{ id: 'default:read' }, '0.id must be lower case letters, digits, ".", "_" or "-"'],
    [{ intent: 'a b' }, '0.intent must be an intent name or a pattern such as "memory.*"'],
    [{ effect: 'bad' }, '0.effect must be read, write, outward or destructive, or a list of these'],
    [{ when: { f: { above: 'x' } } }, '0.when.f must be a text (* stands for anything)'],
    [{ when: { f: {} } }, '0.when.f must have above or below'],
    [{ when: { f: null } }, '0.when.f must be a text (* stands for anything)'],
    [{ when: 'host' }, '0.when Invalid input: expected record, received string'],
    [{ when: { 'a b': 'x' } }, '0.when.a b must be a field of the inputs, such as "host"'],
    [{ when: { 'a..b': 'x' } }, '0.when.a..b must be a field of the inputs, such as "host"'],
    [{ time: {} }, '0.time must have days or between'],
    [{ time: { between: '9-17' } }, '0.time.between must look like "22:00-07:00"'],
    [{ time: { between: '25:00-07:00' } }, '0.time.between must look like "22:00-07:00"'],
    [{ time: { between: '07:00-07:00' } }, '0.time.between must not end when it begins'],
    [{ time: { days: ['mon'], zone: 'Mars' } }, '0.time.zone must be a time zone'],
    [{ rate: { more_than: 1, within: '1w' } }, '0.rate.within must look like'],
    [{ rate: { more_than: 1, within: '8d' } }, '0.rate.within must look like'],
    [{ rate: { more_than: 1, within: '0s' } }, '0.rate.within must look like'],
    [
      { rate: { more_than: 1, within: '1h' }, decide: 'allow' },
      '0.rate cannot stand in a rule that allows',
    ],
  ])('refuse %j', (change, problem) => {
    expect(problemsOf({ ...plain, ...change })[0]).toContain(problem);
  });
});

describe('the examples of a rule', () => {
  const rule = { ...plain, when: { host: 'prod-*' } };

  it('hold where `when` matches every hit and no miss', () => {
    const examples = { hit: [{ host: 'prod-1', command: 'x' }, {}], miss: [{ host: 'test-1' }] };
    expect(problemsOf({ ...rule, examples })).toEqual([]);
    const allowing = { hit: [{ host: 'prod-1' }], miss: [{ host: 'test-1' }, {}] };
    expect(problemsOf({ ...rule, decide: 'allow', examples: allowing })).toEqual([]);
  });

  it('are named one by one where they do not, with the reason', () => {
    const examples = {
      hit: [{ host: 'prod-1' }, { host: 'test-1' }],
      miss: [{ host: 'prod-1' }, {}],
    };
    expect(problemsOf({ ...rule, examples })).toEqual([
      '0.examples.hit.1 should match, but does not: host: it is "test-1"; wanted: "prod-*"',
      '0.examples.miss.0 should not match, but does: host: it is "prod-1"; wanted: "prod-*"',
      '0.examples.miss.1 should not match, but does: host: it is missing; wanted: "prod-*"',
    ]);
  });

  it('cannot be missed where nothing is asked of the inputs', () => {
    expect(problemsOf({ ...plain, examples: { miss: [{}] } })).toEqual([
      '0.examples.miss.0 should not match, but does: the rule has no "when"',
    ]);
  });
});
