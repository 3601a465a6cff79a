import { describe, expect, it } from 'vitest';
import { testIntent } from '../intents/testing/test-engine.ts';
import { knownIntent, ruleDoubts } from './rule-doubts.ts';
import { testRule } from './testing/guarded.ts';

describe('ruleDoubts', () => {
  it('names the rules whose intents there are not', () => {
    const rules = [
      testRule({ id: 'a', intent: 'ssh.exec' }),
      testRule({ id: 'b', intent: 'shh.*' }),
      testRule({ id: 'c', intent: '*' }),
    ];
    expect(ruleDoubts(rules, [{ name: 'ssh.exec' }, { name: 'memory.write' }])).toEqual([
      'The rule "b" matches nothing: there is no intent "shh.*".',
    ]);
  });

  it('names the fields that intents do not have, and what comes of it', () => {
    const intents = ['a', 'b', 'c', 'd'].map((name) => ({ name: `m.${name}`, fields: ['text'] }));
    const known = [{ name: 'm.write', fields: ['tags', 'to'] }, { name: 'm.unknown' }];
    const tags = testRule({ id: 'tags', intent: 'm.*', when: { tags: 'secret', 'to.name': 'x' } });
    expect(ruleDoubts([tags], known)).toEqual([]);
    expect(ruleDoubts([tags], [...known, ...intents.slice(0, 1)])).toEqual([
      'The rule "tags" asks about "tags", which there is not in m.a. There it counts as met.',
      'The rule "tags" asks about "to.name", which there is not in m.a. There it counts as met.',
    ]);
    expect(
      ruleDoubts([{ ...tags, when: { tags: 'x' }, decide: 'allow' }], [...known, ...intents]),
    ).toEqual([
      'The rule "tags" asks about "tags", which there is not in m.a, m.b, m.c and 1 more. It never matches there.',
    ]);
  });
});

describe('knownIntent', () => {
  it('knows the fields of inputs that take no others', () => {
    expect(knownIntent(testIntent('test.do'))).toEqual({ name: 'test.do', fields: ['n'] });
  });

  it('does not claim to know where more may come', () => {
    const resolve = () => ({ inputs: {}, target: {} });
    expect(knownIntent(testIntent('test.do', { resolve }))).toEqual({ name: 'test.do' });
    const { inputs } = testIntent('test.do');
    const open = { ...inputs, jsonSchema: { type: 'object', additionalProperties: {} } };
    expect(knownIntent(testIntent('test.do', { inputs: open }))).toEqual({ name: 'test.do' });
    const empty = { ...inputs, jsonSchema: { type: 'object', additionalProperties: false } };
    expect(knownIntent(testIntent('test.do', { inputs: empty })).fields).toEqual([]);
  });
});
