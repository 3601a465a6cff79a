import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hashOfEntry } from './audit-hash.ts';
import { emptyChain, type AuditEntry, type AuditEvent, type AuditLog } from './audit-log.ts';
import type { OpenTwoStores, TwoStores } from './testing/two-stores.ts';

const start = 1_800_000_000_000;

/** What every `AuditLog` promises. */
export function testAuditLog(
  name: string,
  open: OpenTwoStores<{ readonly audit: AuditLog }>,
): void {
  describe(`${name}: audit log`, () => {
    let stores: TwoStores<{ readonly audit: AuditLog }>;
    let a: AuditLog;
    let b: AuditLog;

    beforeAll(async () => {
      stores = await open();
      a = stores.a.audit;
      b = stores.b.audit;
    });
    afterEach(() => stores.clear());
    afterAll(() => stores.close());

    const entriesOf = (log: AuditLog) => log.listEntries({ after: 0, limit: 10_000 });

    it('begins empty', async () => {
      expect(await a.findHead()).toEqual(emptyChain);
      expect(await a.findHash(1)).toBeUndefined();
      expect(await entriesOf(a)).toEqual([]);
    });

    it('keeps what it is told, each entry naming the one before', async () => {
      await a.record([eventOf({ caller: 'claude', intent: 'memory.search', status: 'success' })]);
      await b.record([{ at: start + 5, kind: 'reload', details: { changed: ['rules'] } }]);
      const [first, second] = await entriesOf(a);
      expect(first).toMatchObject({
        seq: 1,
        at: '2027-01-15T08:00:00.000Z',
        kind: 'read',
        caller: 'claude',
        intent: 'memory.search',
        status: 'success',
        prev_hash: emptyChain.hash,
      });
      expect(second).toMatchObject({
        seq: 2,
        details: { changed: ['rules'] },
        prev_hash: first?.hash,
      });
      expect(await b.findHead()).toEqual({ seq: 2, hash: second?.hash });
      expect(await a.findHash(1)).toBe(first?.hash);
    });

    it('leaves out what there is not', async () => {
      await a.record([{ at: start, kind: 'owner_key_kept' }]);
      const [entry] = await entriesOf(a);
      expect(Object.keys(entry ?? {}).toSorted()).toEqual([
        'at',
        'hash',
        'kind',
        'prev_hash',
        'seq',
      ]);
    });

    it('salts digests, so that the same inputs look different each time', async () => {
      const digest = 'a'.repeat(64);
      await a.record([eventOf({ inputsDigest: digest })]);
      await a.record([eventOf({ inputsDigest: digest })]);
      const digests = (await entriesOf(a)).map((entry) => entry.inputs_digest);
      expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(new Set([...digests, digest]).size).toBe(3);
    });

    it('gives pages in order', async () => {
      await a.record(Array.from({ length: 7 }, (_, at) => eventOf({ at: start + at })));
      const pages = [
        await a.listEntries({ after: 0, limit: 3 }),
        await a.listEntries({ after: 3, limit: 3 }),
        await a.listEntries({ after: 6, limit: 3 }),
      ];
      expect(pages.map((page) => page.map(({ seq }) => seq))).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    });

    it.each(['half a pair \ud83d', 'a\u0000b', '"\\\n\u2028', 'é'])(
      'keeps %j whole',
      async (text) => {
        await a.record([eventOf({ caller: text, rule: text, details: { [text]: text } })]);
        expect(brokenLinks(await entriesOf(a))).toEqual([]);
      },
    );

    it('stays one unbroken chain however many write at once', async () => {
      await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          (index % 2 === 0 ? a : b).record(
            Array.from({ length: 1 + (index % 3) }, () => eventOf({ caller: `c${index}` })),
          ),
        ),
      );
      const entries = await entriesOf(a);
      expect(entries).toHaveLength(399);
      expect(brokenLinks(entries)).toEqual([]);
    });
  });
}

/** The places at which a chain from its beginning does not hold. */
export function brokenLinks(entries: readonly AuditEntry[]): readonly number[] {
  return entries
    .filter((entry, index) => {
      const before = entries[index - 1] ?? emptyChain;
      const { hash, ...hashed } = entry;
      return (
        entry.seq !== before.seq + 1 ||
        entry.prev_hash !== before.hash ||
        hash !== hashOfEntry(hashed)
      );
    })
    .map(({ seq }) => seq);
}

function eventOf(changes: Partial<AuditEvent> = {}): AuditEvent {
  return { at: start, kind: 'read', ...changes };
}
