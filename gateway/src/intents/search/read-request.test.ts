import { describe, expect, it } from 'vitest';
import { readRequest } from './read-request.ts';

const isKnown = () => false;
const read = (text: string) => readRequest(text, isKnown);
const wordsThat = (text: string, which: 'isAction' | 'isThing') =>
  read(text)
    .words.filter(({ isAction }) => isAction === (which === 'isAction'))
    .map(({ word }) => word);

describe('readRequest', () => {
  it.each([
    ['which pods crash?', 'asks'],
    ['could you please show me the logs', 'asks'],
    ['give me the last invoice', 'asks'],
    ['open the contract', 'asks'],
    ['open a ticket for the printer', 'orders'],
    ["I'd like to book a table", 'orders'],
    ['the printer is on fire, restart it', 'orders'],
    ['get the contract signed', 'orders'],
    ['unpaid invoices', 'open'],
  ])('takes %j for one that %s', (text, mood) => {
    expect(read(text).mood).toBe(mood);
  });

  it('tells what is done from what it is done to, by where a word stands', () => {
    expect(wordsThat('post the news', 'isAction')).toEqual(['post']);
    expect(wordsThat('delete my post', 'isThing')).toEqual(['post']);
  });

  it('counts little what is quoted or only said around it', () => {
    const weights = new Map(
      read('write "invoice" about gardens tomorrow').words.map(({ word, weight }) => [
        word,
        weight,
      ]),
    );
    expect(weights.get('write')).toBe(1);
    for (const word of ['invoice', 'gardens', 'tomorrow']) {
      expect(weights.get(word)).toBeLessThan(1);
    }
  });

  it('reads a phrase as one, also with other words between', () => {
    expect(read('throw the old file away').words.map(({ word }) => word)).toContain('throw_*_awai');
  });

  it('keeps the name of a product whole, and no title of a person', () => {
    const known = (stem: string) => stem === 'github';
    const words = readRequest('GitHub issues of Mrs. Fox', known).words.map(({ word }) => word);
    expect(words).toContain('github');
    expect(words).not.toContain('merge');
  });

  it('is quick for the longest of requests', () => {
    const began = performance.now();
    for (const part of ['please ', 'tell x ', '"', "' ", 'how much ', 'put a ']) {
      read(part.repeat(500 / part.length));
    }
    expect(performance.now() - began).toBeLessThan(500);
  });
});
