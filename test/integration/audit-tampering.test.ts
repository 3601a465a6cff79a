/** What an intruder with the database could try, on a real file; each attempt is named by what it does. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepHead } from '../../gateway/src/audit/keep-head.ts';
import { createHeadSigner, makeSigningKey } from '../../gateway/src/audit/signed-head.ts';
import { isIntact, verifyAudit, type AuditVerdict } from '../../gateway/src/audit/verify-audit.ts';
import { hashOfEntry } from '../../gateway/src/platform/audit-hash.ts';
import { emptyChain, type AuditEvent } from '../../gateway/src/platform/audit-log.ts';
import { createFileHeadStore } from '../../gateway/src/store/files/file-head-store.ts';
import { openAuditFile } from '../../gateway/src/store/sqlite/open-audit-file.ts';
import { openSqliteStore } from '../../gateway/src/store/sqlite/open-sqlite-store.ts';

const signer = createHeadSigner(makeSigningKey());
const start = 1_800_000_000_000;
let original: string;
let folder: string;
let db: DatabaseSync;

beforeAll(async () => {
  original = mkdtempSync(path.join(tmpdir(), 'tutti-audit-'));
  await write(original, 30);
});
afterAll(() => rmSync(original, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tutti-audit-'));
  cpSync(original, folder, { recursive: true });
  db = new DatabaseSync(path.join(folder, 'tutti.db'));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

describe('an audit log that nobody touched', () => {
  it('holds, and tells how far it is signed', async () => {
    const verdict = await verified();
    expect(isIntact(verdict)).toBe(true);
    expect(verdict).toMatchObject({ entries: 30, lastSeq: 30, signed: { seq: 30 } });
  });

  it('holds with entries that were written since the head was signed', async () => {
    const store = await openSqliteStore({ path: path.join(folder, 'tutti.db') });
    await store.audit.record(events(5));
    expect(await verified()).toMatchObject({ entries: 35, signed: { seq: 30 }, badHeads: [] });
    await store.close();
  });

  it('holds without its salts: what is forgotten breaks nothing', async () => {
    db.exec('DELETE FROM digest_salts');
    expect(isIntact(await verified())).toBe(true);
  });

  it('holds from the middle on, for a quick look', async () => {
    using file = openAuditFile(path.join(folder, 'tutti.db'));
    const at20 = { seq: 20, hash: file.findHash(20) ?? '' };
    const verdict = await verified({ start: at20 });
    expect(verdict).toMatchObject({ entries: 10, lastSeq: 30, signed: { seq: 30 } });
    expect(isIntact(verdict)).toBe(true);
  });
});

describe('editing a row', () => {
  it.each([
    `at = '2020-01-01T00:00:00.000Z'`,
    `kind = 'read '`,
    `caller = 'somebody else'`,
    `space = NULL`,
    `intent = 'memory.write'`,
    `effect = 'read'`,
    `rule = ''`,
    `status = 'error'`,
    `error_code = 'denied'`,
    `run_id = 'job_2'`,
    `receipt_id = NULL`,
    `inputs_digest = x'00'`,
    `result_digest = x''`,
    `details = details || ' '`,
    `details = 'no json'`,
    `details = NULL`,
  ])('is found where it was done: %s', async (change) => {
    db.exec(`UPDATE audit SET ${change} WHERE seq = 17`);
    expect((await verified()).broken).toMatchObject({
      seq: 17,
      why: expect.stringMatching(/changed/) as string,
    });
  });

  it('is found in its hash and in the hash of the one before', async () => {
    db.exec(`UPDATE audit SET hash = x'${'ab'.repeat(32)}' WHERE seq = 17`);
    expect((await verified()).broken?.seq).toBe(17);
    db.exec(`UPDATE audit SET prev_hash = x'${'ab'.repeat(32)}' WHERE seq = 9`);
    expect((await verified()).broken?.seq).toBe(9);
  });

  it('is found where its own hash was made to fit', async () => {
    rebuild({ from: 17, to: 17, change: () => ({ caller: 'somebody else' }) });
    expect((await verified()).broken?.seq).toBe(18);
  });
});

describe('removing and moving rows', () => {
  it.each([1, 2, 17, 29])('finds a deleted row: %i', async (seq) => {
    db.exec(`DELETE FROM audit WHERE seq = ${seq}`);
    expect((await verified()).broken).toMatchObject({
      seq,
      why: expect.stringMatching(/missing/) as string,
    });
  });

  it('finds a deleted row whose followers were numbered anew', async () => {
    db.exec('DELETE FROM audit WHERE seq = 17');
    for (let seq = 18; seq <= 30; seq += 1) {
      db.exec(`UPDATE audit SET seq = ${seq - 1} WHERE seq = ${seq}`);
    }
    expect((await verified()).broken?.seq).toBe(17);
  });

  it('finds two rows that changed places', async () => {
    db.exec('UPDATE audit SET seq = -1 WHERE seq = 11');
    db.exec('UPDATE audit SET seq = 11 WHERE seq = 12');
    db.exec('UPDATE audit SET seq = 12 WHERE seq = -1');
    expect((await verified()).broken).toMatchObject({
      seq: 11,
      why: expect.stringMatching(/moved/) as string,
    });
  });

  it('finds a row that was put before the first', async () => {
    db.exec(`INSERT INTO audit (seq, at, kind, prev_hash, hash) VALUES (0, 'x', 'read', x'', x'')`);
    expect((await verified()).broken?.seq).toBe(0);
  });

  it.each([1, 3, 29, 30])('finds a tail of %i rows that was cut', async (count) => {
    db.exec(`DELETE FROM audit WHERE seq > ${30 - count}`);
    const { broken } = await verified();
    expect(broken).toMatchObject({
      seq: 31 - count,
      why: expect.stringMatching(/missing.*as it was signed/) as string,
    });
  });

  it('finds a cut tail in whose place others were written', async () => {
    db.exec('DELETE FROM audit WHERE seq > 25');
    await write(folder, 10);
    expect((await verified()).broken).toMatchObject({
      seq: 30,
      why: expect.stringMatching(/signed/) as string,
    });
  });
});

describe('building the whole chain anew, without the key', () => {
  it('is found at the first entry that was signed', async () => {
    rebuild({ from: 12, to: 30, change: (seq) => (seq === 12 ? { caller: 'nobody' } : {}) });
    expect((await verified()).broken).toMatchObject({
      seq: 30,
      why: expect.stringContaining('from entry 1 to here the chain was written anew') as string,
    });
  });

  it('is found between two heads', async () => {
    await write(folder, 10);
    rebuild({ from: 33, to: 40, change: (seq) => (seq === 33 ? { caller: 'nobody' } : {}) });
    expect((await verified()).broken).toMatchObject({
      seq: 40,
      why: expect.stringContaining('from entry 31 to here') as string,
    });
  });

  it('is found where the heads were signed with another key', async () => {
    rebuild({ from: 1, to: 30, change: () => ({ caller: 'nobody' }) });
    const forger = createHeadSigner(makeSigningKey());
    const head = JSON.stringify(forger.sign(headNow(), '2027-01-15T08:00:00.000Z'));
    writeFileSync(path.join(folder, 'audit-head.json'), `${head}\n`);
    writeFileSync(path.join(folder, 'audit-heads.jsonl'), `${head}\n`);
    const verdict = await verified();
    expect(isIntact(verdict)).toBe(false);
    expect(verdict.badHeads).toMatchObject([
      { place: 'audit-head.json, line 1', why: expect.stringMatching(/another key/) as string },
      { place: 'audit-heads.jsonl, line 1', why: expect.stringMatching(/another key/) as string },
    ]);
  });

  it('is found where a head pretends to be signed with this key', async () => {
    rebuild({ from: 1, to: 30, change: () => ({ caller: 'nobody' }) });
    const file = path.join(folder, 'audit-head.json');
    const head = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, `${JSON.stringify({ ...head, ...headNow() })}\n`);
    const verdict = await verified();
    expect(verdict.broken?.seq).toBe(30);
    expect(verdict.badHeads).toMatchObject([
      { why: expect.stringMatching(/does not fit/) as string },
    ]);
  });

  it('is found by a head that was copied elsewhere, where all here was made with a new key', async () => {
    const copy = readFileSync(path.join(folder, 'audit-head.json'), 'utf8').trim();
    rebuild({ from: 1, to: 30, change: () => ({ caller: 'nobody' }) });
    rmSync(path.join(folder, 'audit-head.json'));
    rmSync(path.join(folder, 'audit-heads.jsonl'));
    const elsewhere = { line: copy, place: 'copy' };
    expect((await verified({ elsewhere })).broken?.seq).toBe(30);
  });
});

describe('the signed head', () => {
  it('cannot be taken away unseen', async () => {
    rmSync(path.join(folder, 'audit-head.json'));
    rmSync(path.join(folder, 'audit-heads.jsonl'));
    expect((await verified()).badHeads).toMatchObject([
      { why: expect.stringMatching(/no signed head/) as string },
    ]);
  });

  it('is not signed anew over a loss: the next start leaves it, and verifying goes on to tell', async () => {
    db.exec('DELETE FROM audit WHERE seq > 25');
    const before = readFileSync(path.join(folder, 'audit-head.json'), 'utf8');
    const complaints = await write(folder, 0);
    expect(complaints).toEqual(['the head of the audit log was not signed']);
    expect(readFileSync(path.join(folder, 'audit-head.json'), 'utf8')).toBe(before);
    expect((await verified()).broken?.seq).toBe(26);
  });

  it('is not begun anew where those of before are gone, unless the key is new', async () => {
    rmSync(path.join(folder, 'audit-head.json'));
    rmSync(path.join(folder, 'audit-heads.jsonl'));
    expect(await write(folder, 1)).toHaveLength(1);
    expect(isIntact(await verified())).toBe(false);
    expect(await write(folder, 1, { keyIsNew: true })).toEqual([]);
    expect(isIntact(await verified())).toBe(true);
  });

  it('survives half a line that a power cut left in its history', async () => {
    const history = path.join(folder, 'audit-heads.jsonl');
    writeFileSync(history, `${readFileSync(history, 'utf8')}{"seq":3,"ha`);
    expect(isIntact(await verified())).toBe(true);
    expect(await write(folder, 3)).toEqual([]);
    expect(isIntact(await verified())).toBe(true);
  });

  it('is written to a second place too', async () => {
    const copy = path.join(folder, 'elsewhere.json');
    await write(folder, 3, { copy });
    expect(JSON.parse(readFileSync(copy, 'utf8'))).toMatchObject({ seq: 33 });
    db.exec('DELETE FROM audit WHERE seq > 25');
    rmSync(path.join(folder, 'audit-head.json'));
    rmSync(path.join(folder, 'audit-heads.jsonl'));
    expect((await verified({ copy })).broken?.seq).toBe(26);
  });
});

/** Writes as a gateway does that starts, has something to audit, and stops. Gives what it complained of. */
async function write(
  dataDir: string,
  count: number,
  { keyIsNew = false, copy }: { keyIsNew?: boolean; copy?: string } = {},
): Promise<readonly string[]> {
  const store = await openSqliteStore({ path: path.join(dataDir, 'tutti.db') });
  const complaints: string[] = [];
  const quiet = () => undefined;
  const keeping = await keepHead({
    audit: store.audit,
    heads: createFileHeadStore({ folder: dataDir, copy }),
    signer,
    keyIsNew,
    now: () => start,
    log: {
      debug: quiet,
      info: quiet,
      warn: quiet,
      error: (_fields, message) => complaints.push(message),
    },
  });
  await store.audit.record(events(count));
  await keeping.stop();
  await store.close();
  return complaints;
}

function events(count: number): readonly AuditEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    at: start + index,
    kind: 'run_settled',
    caller: `caller-${index % 3}`,
    space: 'personal',
    intent: 'ssh.exec',
    effect: 'destructive',
    rule: 'default:destructive',
    status: 'success',
    runId: 'job_1',
    receiptId: `rcp_${index}`,
    inputsDigest: 'i'.repeat(64),
    resultDigest: 'r'.repeat(64),
    details: { why: 'to have some' },
  }));
}

async function verified({
  start,
  copy,
  elsewhere,
}: {
  start?: { seq: number; hash: string };
  copy?: string;
  elsewhere?: { line: string; place: string };
} = {}): Promise<AuditVerdict> {
  const heads = await createFileHeadStore({ folder, copy }).readHeads();
  using file = openAuditFile(path.join(folder, 'tutti.db'));
  return verifyAudit({
    heads: elsewhere ? [...heads, elsewhere] : heads,
    publicKey: signer.publicKey,
    entries: file.entries(start ? { after: start.seq } : {}),
    ...(start && { start }),
  });
}

/** Writes rows anew so that each follows from the one before, as anybody can who reads the source. */
function rebuild({
  from,
  to,
  change,
}: {
  from: number;
  to: number;
  change: (seq: number) => { caller?: string };
}): void {
  using file = openAuditFile(path.join(folder, 'tutti.db'));
  const entries = [...file.entries()].filter(({ seq }) => seq >= from && seq <= to);
  let before = from === 1 ? emptyChain.hash : (file.findHash(from - 1) ?? '');
  const write = db.prepare('UPDATE audit SET caller = ?, prev_hash = ?, hash = ? WHERE seq = ?');
  for (const entry of entries) {
    const { hash: _, ...kept } = entry;
    const forged = { ...kept, ...change(entry.seq), prev_hash: before };
    const hash = hashOfEntry(forged);
    const bytes = (hex: string) => Buffer.from(hex, 'hex');
    write.run(forged.caller ?? null, bytes(before), bytes(hash), entry.seq);
    before = hash;
  }
}

function headNow() {
  using file = openAuditFile(path.join(folder, 'tutti.db'));
  return file.findHead();
}
