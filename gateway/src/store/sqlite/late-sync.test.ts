import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../platform/gateway-error.ts';
import { createLateSync } from './late-sync.ts';
import { openForWriting } from './open-database.ts';
import { createGroupCommit } from './threads/group-commit.ts';
import type { Call } from './threads/messages.ts';

const full = 2;
const normal = 1;
const lateMs = 50;

describe('a late sync', () => {
  let folder: string;
  let db: DatabaseSync;
  let levels: number[];
  let now: number;
  let isBroken: boolean;
  let open: (isLeft: boolean) => ReturnType<typeof createLateSync>;
  let lateSync: ReturnType<typeof createLateSync>;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tutti-late-sync-'));
    db = openForWriting({ path: path.join(folder, 'test.db'), synchronous: 'FULL' });
    db.exec('CREATE TABLE notes (text TEXT)');
    [levels, now, isBroken] = [[], 1000, false];
    const insert = db.prepare('INSERT INTO notes VALUES (?)');
    const write = (text: string) => {
      if (isBroken) throw new Error('no room');
      return insert.run(text).changes;
    };
    const operations = { read: write, decide: write, look: () => 0, little: () => write('little') };
    const commit = createGroupCommit(db, { operations });
    open = (isLeft) =>
      createLateSync(db, {
        commitGroup(calls) {
          levels.push(Number(db.prepare('PRAGMA synchronous').get()?.['synchronous']));
          return commit(calls);
        },
        mayBeLate: ({ name }) => name === 'read',
        writeLittle: { id: 0, name: 'little', input: [] },
        isLeft,
        lateMs,
        now: () => now,
      });
    lateSync = open(false);
  });
  afterEach(() => {
    lateSync.close();
    db.close();
    rmSync(folder, { recursive: true });
  });

  const commit = (...names: readonly string[]) =>
    lateSync.commitGroup(names.map((name, id): Call => ({ id, name, input: [name] })));
  const texts = () =>
    db
      .prepare('SELECT text FROM notes')
      .all()
      .map(({ text }) => text);

  it('leaves the sync to a later commit where it may be late, for so long', () => {
    commit('read');
    commit('read', 'read');
    now += lateMs - 1;
    commit('read');
    now += 1;
    commit('read');
    commit('read');
    expect(levels).toEqual([full, normal, normal, full, normal]);
  });

  it('syncs every decision, whatever comes with it', () => {
    commit('read');
    commit('decide');
    commit('read', 'decide');
    commit('read');
    commit('decide');
    expect(levels).toEqual([full, full, full, normal, full]);
  });

  it('syncs what is left when nothing follows', async () => {
    commit('read');
    commit('read');
    await expect.poll(texts, { timeout: 5000 }).toEqual(['read', 'read', 'little']);
    expect(levels).toEqual([full, normal, full]);
    await sleep(3 * lateMs);
    expect(levels).toHaveLength(3);
  });

  it('does not take for a sync what failed, or changed nothing', () => {
    isBroken = true;
    commit('read');
    isBroken = false;
    commit('look');
    commit('read');
    commit('read');
    expect(levels).toEqual([full, full, full, normal]);
  });

  it('can be asked for, and writes only where something is late', () => {
    commit('read');
    lateSync.syncNow();
    expect(texts()).toEqual(['read']);
    commit('read');
    lateSync.syncNow();
    lateSync.syncNow();
    expect(texts()).toEqual(['read', 'read', 'little']);
    expect(levels).toEqual([full, normal, full]);
  });

  it('says where it cannot be done', () => {
    commit('read');
    commit('read');
    isBroken = true;
    expect(() => lateSync.syncNow()).toThrow(GatewayError);
    isBroken = false;
    lateSync.syncNow();
    expect(texts()).toContain('little');
  });

  it('begins with what somebody before may have left', () => {
    lateSync = open(true);
    expect(texts()).toEqual(['little']);
    expect(levels).toEqual([full]);
  });

  it('tries again where the last sync failed', async () => {
    commit('read');
    commit('read');
    isBroken = true;
    await expect.poll(() => levels.length, { timeout: 5000 }).toBeGreaterThan(3);
    isBroken = false;
    await expect.poll(texts, { timeout: 5000 }).toContain('little');
    expect(levels.slice(2).every((level) => level === full)).toBe(true);
  });
});
