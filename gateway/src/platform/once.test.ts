import { expect, it } from 'vitest';
import { once } from './once.ts';

it('makes a thing when it is first asked for, and only then', () => {
  let made = 0;
  const get = once(() => {
    made += 1;
    return undefined;
  });
  expect(made).toBe(0);
  expect([get(), get()]).toEqual([undefined, undefined]);
  expect(made).toBe(1);
});
