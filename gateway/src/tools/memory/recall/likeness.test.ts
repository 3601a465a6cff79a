import { describe, expect, it } from 'vitest';
import { isNearlySame, likenessNumber, likenessOf } from './likeness.ts';

const long =
  'Yesterday Ada and I went up to the cabin with the dogs, made a fire, cooked soup, and talked about the summer until late at night';

describe('nearly the same', () => {
  it.each([
    ['I prefer Python', 'I prefer Python'],
    ['I prefer Python', '  i prefer python!! '],
    ['I prefer Python', 'I really just prefer Python, okay'],
    [long, long.replace('late ', '')],
    ['日本語が好きです', '日本語が好きです。'],
    ['🎈', '🎈'],
  ])('%s · %s', (one, other) => {
    expect(isNearlySame(one, other)).toBe(true);
    const shared = likenessOf(one).filter((key) => likenessOf(other).includes(key));
    expect(shared).not.toEqual([]);
  });

  it.each([
    ['I prefer Python', 'I prefer Perl'],
    ['My PIN is 4711', 'My PIN is 4712'],
    ['Ada gave Berta a book', 'Berta gave Ada a book'],
    ['I like tea', "I don't like tea"],
    [long, `${long} not`],
    [long, `${long}, on the 5th`],
    [long, `${long}. And on the way back we lost the key of the car and walked all the way home.`],
    ['🎈', '🎉'],
  ])('is not: %s · %s', (one, other) => {
    expect(isNearlySame(one, other)).toBe(false);
  });
});

it('gives other numbers in another scope', () => {
  expect(likenessNumber('1\nme', '=x')).not.toBe(likenessNumber('2\nme', '=x'));
  expect(likenessNumber('1\nme', '=x')).toBe(likenessNumber('1\nme', '=x'));
  expect(Number.isSafeInteger(likenessNumber('1\nme', '=x'))).toBe(true);
});
