import { describe, expect, it } from 'vitest';
import { inputsOf, parseAssignment, parseInputsOption } from './read-inputs.ts';

const schema = {
  type: 'object',
  properties: {
    text: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    sizes: { type: 'array', items: { type: 'integer' } },
    k: { type: 'integer' },
    score: { type: ['number', 'null'] },
    dry_run: { type: 'boolean' },
    since: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    maybe: { anyOf: [{ type: 'array', items: { type: 'number' } }, { type: 'null' }] },
  },
};

describe('inputs from a command line', () => {
  it.each([
    ['text=the key = under the mat', { text: 'the key = under the mat' }],
    ['text=42', { text: '42' }],
    ['text=a,b', { text: 'a,b' }],
    ['text=two\nlines', { text: 'two\nlines' }],
    ['text=', { text: '' }],
    ['tags=a, b,c', { tags: ['a', 'b', 'c'] }],
    ['tags=', { tags: [] }],
    ['sizes=1,2', { sizes: [1, 2] }],
    ['maybe=1.5', { maybe: [1.5] }],
    ['k=5', { k: 5 }],
    ['k=five', { k: 'five' }],
    ['score=-0.5', { score: -0.5 }],
    ['dry_run=false', { dry_run: false }],
    ['dry_run=perhaps', { dry_run: 'perhaps' }],
    ['since=2024', { since: '2024' }],
    ['nobody_knows=1', { nobody_knows: '1' }],
    ['toString=1', { toString: '1' }],
    ['k:=[1,{"a":null}]', { k: [1, { a: null }] }],
    ['text=@notes.txt', { text: 'text of notes.txt' }],
    ['text=@-', { text: 'text of -' }],
  ])('%s', (written, expected) => {
    expect(read(written)).toEqual(expected);
  });

  it('joins lists that are given in parts', () => {
    expect(read('tags=a', 'tags=b,c')).toEqual({ tags: ['a', 'b', 'c'] });
  });

  it('refuses what is given twice, or is no input at all', () => {
    expect(() => read('k=1', 'k=2')).toThrow('"k" is given twice.');
    expect(() => read('help me')).toThrow('"help me" is not an input.');
    expect(() => read('k:=oops')).toThrow(/k is not JSON/);
  });

  it('keeps a name that JavaScript treats specially an ordinary one', () => {
    expect(Object.keys(read('__proto__=1'))).toEqual(['__proto__']);
  });
});

describe('--inputs', () => {
  it('is an object', () => {
    expect(parseInputsOption('{"k": 1}')).toEqual({ k: 1 });
    expect(() => parseInputsOption('[1]')).toThrow('--inputs must be a JSON object.');
    expect(() => parseInputsOption('{')).toThrow(/--inputs is not JSON/);
  });
});

function read(...written: string[]) {
  const readFile = (name: string) => `text of ${name}`;
  return inputsOf(written.map(parseAssignment), { schema, readFile });
}
