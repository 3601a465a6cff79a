import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuditLog } from '../platform/audit-log.ts';
import { digestOf } from '../platform/canonical-json.ts';
import type { OpenTwoStores, TwoStores } from '../platform/testing/two-stores.ts';
import { reviewStatus, type NamedDefinition, type ReviewStore } from './review-store.ts';

export interface ReviewStores {
  readonly reviews: ReviewStore;
  readonly audit: AuditLog;
}

const start = 1_800_000_000_000;
const files = { engine: 'mcp', source: 'files' } as const;

/** What every `ReviewStore` promises. */
export function testReviewStore(name: string, open: OpenTwoStores<ReviewStores>): void {
  describe(`${name}: reviews`, () => {
    let stores: TwoStores<ReviewStores>;
    let a: ReviewStore;
    let b: ReviewStore;

    beforeAll(async () => {
      stores = await open();
      a = stores.a.reviews;
      b = stores.b.reviews;
    });
    afterEach(() => stores.clear());
    afterAll(() => stores.close());

    const note = (offers: readonly NamedDefinition[], at = start) =>
      a.noteOffers({ ...files, offers, at });
    const accept = (offer: NamedDefinition, effect: 'read' | 'write' = 'read', store = b) =>
      store.acceptReviews({
        ...files,
        items: [{ name: offer.name, digest: offer.digest, effect }],
        at: start + 5,
      });
    const statuses = async () =>
      (await b.listReviews(files)).map((item) => `${item.name} ${reviewStatus(item)}`);
    const auditedKinds = async () =>
      (await stores.a.audit.listEntries({ after: 0, limit: 100 })).map(({ kind }) => kind);

    it('has what a source offers wait until it is accepted', async () => {
      const [read, write] = [offerOf('read_file'), offerOf('write_file')];
      await note([write, read]);
      expect(await statuses()).toEqual(['read_file new', 'write_file new']);
      expect(await accept(read)).toEqual({ accepted: ['read_file'], stale: [] });
      const [reviewed] = await a.listReviews(files);
      expect(reviewed).toEqual({
        ...files,
        name: 'read_file',
        offered: { digest: read.digest, definition: read.definition, seenAt: start },
        accepted: {
          digest: read.digest,
          definition: read.definition,
          effect: 'read',
          acceptedAt: start + 5,
        },
      });
      expect(await statuses()).toEqual(['read_file accepted', 'write_file new']);
    });

    it('keeps both forms of what changed, until the new one is accepted', async () => {
      const [before, after] = [offerOf('read_file'), offerOf('read_file', 'Now also sends it.')];
      await note([before]);
      await accept(before);
      const [changed] = await note([after], start + 9);
      expect(changed).toMatchObject({
        offered: { digest: after.digest, seenAt: start + 9 },
        accepted: { digest: before.digest },
      });
      expect(await statuses()).toEqual(['read_file changed']);
      await accept(after, 'write');
      expect(await statuses()).toEqual(['read_file accepted']);
    });

    it('lets what went back to its accepted form through again', async () => {
      const before = offerOf('read_file');
      await note([before]);
      await accept(before);
      await note([offerOf('read_file', 'Another.')]);
      await note([before]);
      expect(await statuses()).toEqual(['read_file accepted']);
    });

    it('does not accept what is no longer as it was shown', async () => {
      const [before, after] = [offerOf('read_file'), offerOf('read_file', 'Swapped meanwhile.')];
      await note([before]);
      await note([after]);
      expect(await accept(before)).toEqual({ accepted: [], stale: ['read_file'] });
      expect(await accept(offerOf('never_offered'))).toEqual({
        accepted: [],
        stale: ['never_offered'],
      });
      expect(await statuses()).toEqual(['read_file new']);
    });

    it('changes the effect of what is accepted, also while something else is offered', async () => {
      const before = offerOf('read_file');
      await note([before]);
      await accept(before);
      await note([offerOf('read_file', 'Another.')]);
      await accept(before, 'write');
      const [review] = await a.listReviews(files);
      expect(review?.accepted).toMatchObject({
        effect: 'write',
        digest: before.digest,
        definition: before.definition,
      });
      expect(await statuses()).toEqual(['read_file changed']);
    });

    it('remembers what was accepted after it went away, and forgets what was not', async () => {
      const [kept, dropped] = [offerOf('kept'), offerOf('dropped')];
      await note([kept, dropped]);
      await accept(kept);
      expect(await note([])).toHaveLength(1);
      expect(await statuses()).toEqual(['kept gone']);
      await note([kept]);
      expect(await statuses()).toEqual(['kept accepted']);
    });

    it('takes an acceptance back', async () => {
      const [one, two] = [offerOf('one'), offerOf('two')];
      await note([one, two]);
      await accept(one);
      await accept(two);
      expect(await a.withdrawReviews({ ...files, names: ['one', 'none'], at: start })).toEqual([
        'one',
      ]);
      expect(await statuses()).toEqual(['one new', 'two accepted']);
      await note([]);
      expect(await a.withdrawReviews({ ...files, at: start })).toEqual(['two']);
      expect(await statuses()).toEqual([]);
    });

    it('tells sources apart, and lists them in order', async () => {
      const offer = offerOf('search');
      await note([offer]);
      await b.noteOffers({ engine: 'mcp', source: 'github', offers: [offer], at: start });
      await b.noteOffers({ engine: 'flow', source: 'files', offers: [offer], at: start });
      await b.noteOffers({ engine: 'mcp', source: 'github', offers: [], at: start });
      expect(await statuses()).toEqual(['search new']);
      expect((await a.listReviews({})).map(({ engine }) => engine)).toEqual(['flow', 'mcp']);
      expect(await a.listReviews({ engine: 'flow' })).toHaveLength(1);
    });

    it('audits what waits once for each form of it, and what the owner does', async () => {
      const offer = offerOf('search');
      await note([offer]);
      await note([offer]);
      await accept(offer);
      await note([offer]);
      await note([offerOf('search', 'Another.')]);
      await note([offerOf('search', 'Another.')]);
      await a.withdrawReviews({ ...files, at: start });
      await a.withdrawReviews({ ...files, at: start });
      expect(await auditedKinds()).toEqual([
        'review_needed',
        'review_accepted',
        'review_needed',
        'review_withdrawn',
      ]);
    });

    it('accepts one form at a time where two are accepted at once', async () => {
      const [before, after] = [offerOf('search'), offerOf('search', 'Another.')];
      await note([before]);
      await accept(before);
      await note([after]);
      await Promise.all([accept(before, 'read', a), accept(after, 'write', b)]);
      const [review] = await a.listReviews(files);
      const accepted = review?.accepted;
      expect(accepted?.definition).toEqual(
        accepted?.digest === after.digest ? after.definition : before.definition,
      );
    });
  });
}

function offerOf(name: string, description = 'Reads.'): NamedDefinition {
  const definition = { name, description, inputSchema: { type: 'object' } };
  return { name, digest: digestOf(definition), definition };
}
