import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Logger } from '../../../platform/logger.ts';
import { openChannel, type Channel, type ChannelOptions } from './channel.ts';
import type { FragileOperations } from './testing/fragile-worker.ts';

describe('a channel to a worker', () => {
  const logged: string[] = [];
  const line = (fields: object, message: string) => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const log: Logger = { debug: line, info: line, warn: line, error: line };
  let channel: Channel<FragileOperations> | undefined;

  async function open(changes: Partial<ChannelOptions> = {}): Promise<Channel<FragileOperations>> {
    channel = await openChannel<FragileOperations>({
      name: 'writer',
      entry: new URL('./testing/fragile-worker.ts', import.meta.url),
      workerData: undefined,
      log,
      lostCallsAreHarmless: false,
      ...changes,
    });
    return channel;
  }
  afterEach(async () => {
    await channel?.close();
    logged.length = 0;
  });

  it('gives back what the worker answers', async () => {
    const { call } = await open();
    const values = [1, 'größe', null, { list: [true] }];
    expect(await Promise.all(values.map((value) => call('echo', value)))).toEqual(values);
  });

  it('rejects with the error of the worker, and logs only what was not expected', async () => {
    const { call } = await open();
    await expect(call('refuse')).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: 'Not now.',
      hint: 'Later.',
      retryable: true,
    });
    expect(logged).toEqual([]);
    await expect(call('fail')).rejects.toMatchObject({ code: 'internal' });
    expect(logged.join()).toContain('the inner reason');
  });

  it('does not let one that is no data spoil the others of its turn', async () => {
    const { call } = await open();
    const calls = [call('echo', 1), call('echo', () => {}), call('echo', 2)];
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('refuses what waits when the worker dies, and what comes after, until it is back', async () => {
    const { call } = await open();
    const died = { code: 'storage_unavailable', retryable: false };
    const waiting = Promise.allSettled([call('die'), call('echo', 1), call('echo', 2)]);
    for (const outcome of await waiting) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: died });
    }
    await expect(call('echo', 3)).rejects.toMatchObject({
      code: 'storage_unavailable',
      retryable: true,
    });
    await vi.waitFor(async () => expect(await call('echo', 4)).toBe(4), { timeout: 5000 });
    expect(logged.join()).toContain('died');
  });

  it('lets calls that changed nothing be sent again when they were lost', async () => {
    const { call } = await open({ lostCallsAreHarmless: true });
    await expect(call('die')).rejects.toMatchObject({ retryable: true });
  });

  it('says why where the worker cannot start', async () => {
    await expect(open({ workerData: 'refuse' })).rejects.toMatchObject({
      code: 'internal',
      cause: expect.stringContaining('cannot start') as unknown,
    });
  });

  it('answers what was asked before it closes, and nothing after', async () => {
    const { call, close } = await open();
    const asked = call('echo', 'last');
    await Promise.all([close(), close()]);
    expect(await asked).toBe('last');
    await expect(call('echo', 1)).rejects.toMatchObject({ code: 'storage_unavailable' });
  });

  it('closes although the worker died meanwhile', async () => {
    const { call, close } = await open();
    const dying = expect(call('die')).rejects.toMatchObject({ code: 'storage_unavailable' });
    await close();
    await dying;
  });
});
