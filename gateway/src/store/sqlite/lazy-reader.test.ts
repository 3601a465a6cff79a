import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLazyReader } from './lazy-reader.ts';
import type { ReadOperations } from './read-operations.ts';
import { openChannel, type Channel } from './threads/channel.ts';
import type { WriterOperations } from './writer.ts';

describe('the reader', () => {
  let folder: string;
  let writer: Channel<WriterOperations>;
  let reader: Channel<ReadOperations>;
  let opened: number;
  let fails: boolean;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tutti-reader-'));
    const workerData = { path: path.join(folder, 'tutti.db'), synchronous: 'FULL' };
    const shared = { workerData, log: undefined, lostCallsAreHarmless: true };
    const entry = (file: string) => new URL(file, import.meta.url);
    writer = await openChannel({ ...shared, name: 'writer', entry: entry('./writer.ts') });
    opened = 0;
    fails = false;
    reader = createLazyReader({
      writer,
      async open() {
        opened += 1;
        if (fails) throw new Error('no thread to be had');
        return openChannel({ ...shared, name: 'reader', entry: entry('./reader.ts') });
      },
    });
  });
  afterEach(async () => {
    await reader.close();
    await writer.close();
    rmSync(folder, { recursive: true });
  });

  const find = () => reader.call('findReceipt', { receiptId: 'rec_none', space: 'personal' });

  it('is not started for what the gateway asks of itself', async () => {
    expect(await reader.call('listIdentities')).toEqual({ callers: [], keys: [] });
    expect(await reader.call('nextDueAt')).toBeUndefined();
    expect(await reader.call('findAuditHead')).toMatchObject({ seq: 0 });
    await reader.call('proveReadable');
    expect(opened).toBe(0);
  });

  it('is started once for those who call, and answers everything from then on', async () => {
    expect(await Promise.all([find(), find(), find()])).toEqual([undefined, undefined, undefined]);
    expect(await reader.call('listIdentities')).toEqual({ callers: [], keys: [] });
    expect(opened).toBe(1);
  });

  it('is tried again where it could not start', async () => {
    fails = true;
    await expect(find()).rejects.toThrow('no thread to be had');
    expect(await reader.call('findOwnerHash')).toBeUndefined();
    fails = false;
    expect(await find()).toBeUndefined();
    expect(opened).toBe(2);
  });

  it('is not started any more once it is closed', async () => {
    await reader.close();
    await expect(find()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(opened).toBe(0);
  });

  it('sees what was decided before it was asked, whoever answers', async () => {
    await writer.call('keepOwnerHash', { hash: 'hash', replace: false, at: 1 });
    expect(await reader.call('findOwnerHash')).toBe('hash');
    await find();
    expect(await reader.call('findOwnerHash')).toBe('hash');
  });
});
