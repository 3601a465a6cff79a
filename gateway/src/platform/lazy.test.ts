import { describe, expect, it } from 'vitest';
import { createLazy } from './lazy.ts';

/** Each attempt stands until the test ends it. */
function createAttempts() {
  const attempts: PromiseWithResolvers<{ readonly name: string }>[] = [];
  const lazy = createLazy(() => {
    const attempt = Promise.withResolvers<{ readonly name: string }>();
    attempts.push(attempt);
    return attempt.promise;
  });
  return { attempts, lazy };
}

const value = { name: 'loaded' };
const failure = new Error('too many open files');

describe('what is loaded at first need', () => {
  it('is not loaded before somebody asks', async () => {
    const { attempts, lazy } = createAttempts();
    expect(lazy.loaded()).toBeUndefined();
    expect(await lazy.settled()).toBeUndefined();
    expect(attempts).toHaveLength(0);
  });

  it('is loaded once for many who ask at once', async () => {
    const { attempts, lazy } = createAttempts();
    const asked = [lazy.load(), lazy.load(), lazy.load()];
    expect(lazy.loaded()).toBeUndefined();
    attempts[0]?.resolve(value);
    for (const got of await Promise.all(asked)) expect(got).toBe(value);
    expect(attempts).toHaveLength(1);
  });

  it('is kept, and there without waiting', async () => {
    const { attempts, lazy } = createAttempts();
    const first = lazy.load();
    attempts[0]?.resolve(value);
    await first;
    expect(lazy.loaded()).toBe(value);
    expect(lazy.load()).toBe(first);
    expect(attempts).toHaveLength(1);
  });

  it('tells everybody who waited of a failure, and is tried again for the next', async () => {
    const { attempts, lazy } = createAttempts();
    const asked = [lazy.load(), lazy.load()];
    attempts[0]?.reject(failure);
    for (const answer of asked) await expect(answer).rejects.toBe(failure);
    expect(lazy.loaded()).toBeUndefined();

    const again = lazy.load();
    attempts[1]?.resolve(value);
    expect(await again).toBe(value);
    expect(attempts).toHaveLength(2);
  });

  it('goes on with a newer attempt while some are still being told of the failure', async () => {
    let attempts = 0;
    const lazy = createLazy(async () => {
      attempts += 1;
      if (attempts === 1) throw failure;
      return value;
    });
    const told = lazy.load();
    const newer = Promise.resolve().then(() => lazy.load());
    const toldLater = lazy.load();
    await expect(told).rejects.toBe(failure);
    await expect(toldLater).rejects.toBe(failure);
    expect(await lazy.load()).toBe(await newer);
    expect(attempts).toBe(2);
  });

  it('is waited for by who would close it, and a failure is nothing to close', async () => {
    const { attempts, lazy } = createAttempts();
    const failed = lazy.load();
    const none = lazy.settled();
    attempts[0]?.reject(failure);
    expect(await none).toBeUndefined();
    await expect(failed).rejects.toBe(failure);

    const loaded = lazy.load();
    const settled = lazy.settled();
    attempts[1]?.resolve(value);
    expect(await settled).toBe(await loaded);
  });
});
