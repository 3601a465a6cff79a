import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../platform/json.ts';
import { compileCondition } from './condition.ts';
import type { FieldTest } from './rule.ts';
import { isHit } from './testing/guarded.ts';

const verdictOn = (test: FieldTest, inputs: JsonObject, everyElement = false) =>
  compileCondition('f', test, { everyElement }).judge(inputs);

describe('a condition', () => {
  it.each<[FieldTest, JsonObject, string]>([
    ['prod-*', { f: 'prod-1' }, 'matched'],
    ['prod-*', { f: 'PROD-1' }, 'not_matched'],
    ['*.example.org', { f: 'example.org' }, 'not_matched'],
    ['a*b*c', { f: 'a-b-b-c' }, 'matched'],
    ['a.c', { f: 'abc' }, 'not_matched'],
    ['', { f: '' }, 'matched'],
    [['a', 'b*'], { f: 'bc' }, 'matched'],
    [['a', 'b*'], { f: 'c' }, 'not_matched'],
    [5, { f: 5 }, 'matched'],
    [5, { f: 6 }, 'not_matched'],
    [true, { f: true }, 'matched'],
    [true, { f: false }, 'not_matched'],
    [{ above: 5 }, { f: 5 }, 'not_matched'],
    [{ above: 5 }, { f: 5.1 }, 'matched'],
    [{ below: 5 }, { f: 5 }, 'not_matched'],
    [{ above: 1, below: 5 }, { f: 3 }, 'matched'],
    [{ not: 'prod-*' }, { f: 'test-1' }, 'matched'],
    [{ not: 'prod-*' }, { f: 'prod-1' }, 'not_matched'],
    [{ not: ['a', 'b'] }, { f: 'b' }, 'not_matched'],
    [{ not: { above: 5 } }, { f: 5 }, 'matched'],
  ])('%j on %j is %s', (test, inputs, verdict) => {
    expect(verdictOn(test, inputs)).toBe(verdict);
  });

  it.each<[FieldTest, JsonObject]>([
    ['*', {}],
    ['*', { f: 5 }],
    ['*', { f: null }],
    ['*', { f: { a: 'b' } }],
    [['5'], { f: 5 }],
    [5, { f: '5' }],
    [true, { f: 'true' }],
    [{ above: 5 }, { f: '6' }],
    [{ not: '*' }, {}],
    [{ not: 'a' }, { f: 5 }],
  ])('%j on %j cannot be evaluated', (test, inputs) => {
    expect(verdictOn(test, inputs)).toBe('not_evaluable');
  });

  it('reaches into groups of fields', () => {
    const when = { 'to.address': '*@example.org' };
    expect(isHit(when, { to: { address: 'ada@example.org' } })).toBe(true);
    expect(isHit(when, { to: { address: 'eve@evil.test' } })).toBe(false);
    expect(isHit(when, { 'to.address': 'eve@evil.test' })).toBe(true);
    expect(isHit(when, { 'to.address': 'ada@example.org' }, 'allow')).toBe(false);
  });

  it('sees no field that the inputs do not have themselves', () => {
    expect(isHit({ 'constructor.name': 'Object' }, {}, 'allow')).toBe(false);
    expect(isHit({ toString: { not: 'x' } }, {}, 'allow')).toBe(false);
  });
});

describe('a condition on a list', () => {
  const friends = { to: '*@example.org' };
  const strangers = { to: { not: '*@example.org' } };
  const both = { to: ['ada@example.org', 'eve@evil.test'] };

  it('matches for a rule that asks for more as soon as one element does', () => {
    expect(isHit(friends, both)).toBe(true);
    expect(isHit(strangers, both)).toBe(true);
    expect(isHit({ to: 'bob*' }, both)).toBe(false);
    expect(isHit(strangers, { to: ['ada@example.org'] })).toBe(false);
  });

  it('matches for a rule that allows only if every element does', () => {
    expect(isHit(friends, both, 'allow')).toBe(false);
    expect(isHit(strangers, both, 'allow')).toBe(false);
    expect(isHit(friends, { to: ['ada@example.org', 'bob@example.org'] }, 'allow')).toBe(true);
  });

  it('reaches through groups and lists in it', () => {
    const when = { 'to.address': 'eve*' };
    expect(isHit(when, { to: [{ address: 'ada' }, { address: ['bob', 'eve'] }] })).toBe(true);
    expect(isHit(when, { to: [{ address: 'ada' }, { address: [] }] })).toBe(false);
  });

  it('counts one element that cannot be evaluated as every doubt is counted', () => {
    const mixed = { to: ['ada@example.org', 5] };
    expect(isHit(friends, mixed, 'allow')).toBe(false);
    expect(isHit({ to: 'eve*' }, mixed)).toBe(true);
  });

  it('matches nothing where the list is empty', () => {
    expect(isHit(friends, { to: [] })).toBe(false);
    expect(isHit(strangers, { to: [] })).toBe(false);
    expect(isHit(friends, { to: [] }, 'allow')).toBe(false);
  });
});

describe('the explanation of a condition', () => {
  it.each<[FieldTest, JsonObject, string]>([
    ['prod-*', { f: 'test-1' }, 'it is "test-1"; wanted: "prod-*"'],
    [['a', 'b'], {}, 'it is missing; wanted: "a" or "b"'],
    [{ not: 'a' }, { f: [] }, 'it is an empty list; wanted: not "a"'],
    [{ above: 1, below: 3 }, { f: 5 }, 'it is 5; wanted: above 1 and below 3'],
    [true, { f: [1, 2, 3, 4, 5] }, 'it is 1, 2, 3 and 2 more; wanted: true'],
    ['a', { f: 'x'.repeat(200) }, `it is "${'x'.repeat(59)}…; wanted: "a"`],
  ])('%j on %j', (test, inputs, sentence) => {
    expect(compileCondition('f', test, { everyElement: false }).explain(inputs)).toBe(sentence);
  });
});
