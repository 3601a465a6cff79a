import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { Receipt } from '#contract';
import { testAuditLog } from '../../platform/audit-log.suite.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { makeTempFolder, openTwoSqliteStores } from './testing/open-two.ts';

testAuditLog('SQLite', openTwoSqliteStores);

it('tells the head of the log once it is synced', async () => {
  const folder = makeTempFolder();
  const file = path.join(folder, 'tutti.db');
  const store = await openSqliteStore({ path: file });
  const beside = new DatabaseSync(file, { readOnly: true });
  const proof = () =>
    beside.prepare('SELECT hex(bytes) AS bytes FROM write_proof').get()?.['bytes'];
  let reads = 0;
  const recordRead = () => store.runs.recordReads([aRead(`rcp_${(reads += 1)}`)], []);

  await recordRead();
  expect((await store.audit.findHead()).seq).toBe(1);
  expect(proof()).toBe('');
  await recordRead();
  expect((await store.audit.findHead()).seq).toBe(2);
  expect(proof()).not.toBe('');

  beside.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

it('tells no head that a process which died may have left unsynced', async () => {
  const [folder, copy] = [makeTempFolder(), makeTempFolder()];
  const store = await openSqliteStore({ path: path.join(folder, 'tutti.db') });
  await store.runs.recordReads([aRead('rcp_1')], []);
  await store.runs.recordReads([aRead('rcp_2')], []);
  /* As it is found after a kill. */
  for (const file of ['tutti.db', 'tutti.db-wal']) {
    copyFileSync(path.join(folder, file), path.join(copy, file));
  }
  await store.close();

  const file = path.join(copy, 'tutti.db');
  const next = await openSqliteStore({ path: file });
  expect((await next.audit.findHead()).seq).toBe(2);
  const beside = new DatabaseSync(file, { readOnly: true });
  expect(beside.prepare('SELECT length(bytes) AS bytes FROM write_proof').get()).toEqual({
    bytes: 8,
  });

  beside.close();
  await next.close();
  for (const one of [folder, copy]) rmSync(one, { recursive: true });
});

function aRead(receipt_id: string): Receipt {
  return {
    receipt_id,
    caller: 'claude',
    space: 'home',
    intent: 'system.ping',
    effect: 'read',
    route: { engine: 'agent', reason: 'a test' },
    rule: 'default:read',
    status: 'success',
    started_at: '2026-11-01T00:00:00.000Z',
    duration_ms: 1,
    trace_id: 'a'.repeat(32),
  };
}
