import { describe, expect, it } from 'vitest';
import { within } from './within.ts';

const never = new Promise<number>(() => undefined);

describe('within', () => {
  it('gives the value that comes in time, and nothing where it does not', async () => {
    expect(await within(Promise.resolve(1), 1000)).toBe(1);
    expect(await within(never, 5)).toBeUndefined();
  });

  it('waits not at all where there is no time', async () => {
    expect(await within(Promise.resolve(1), 0)).toBeUndefined();
    expect(await within(Promise.resolve(1), -1)).toBeUndefined();
  });

  it('rejects as the promise does, in time only', async () => {
    await expect(within(Promise.reject(new Error('no')), 1000)).rejects.toThrow('no');
    const late = Promise.withResolvers<number>();
    expect(await within(late.promise, 5)).toBeUndefined();
    late.reject(new Error('nobody waits for this any more'));
  });
});
