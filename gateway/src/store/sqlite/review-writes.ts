import type { DatabaseSync } from 'node:sqlite';
import {
  reviewStatus,
  type AcceptedItem,
  type NamedDefinition,
  type Review,
  type ReviewSource,
  type ReviewStore,
} from '../../intents/review-store.ts';
import { createAuditWrites } from './audit-writes.ts';
import { createReviewReads } from './review-reads.ts';
import type { ReviewRow } from './review-rows.ts';
import { command, listParam, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

type ReviewWrites = Decisions<ReviewStore, 'noteOffers' | 'acceptReviews' | 'withdrawReviews'>;

export function createReviewWrites(db: DatabaseSync): ReviewWrites {
  const { appendAudit } = createAuditWrites(db);
  const { listReviews } = createReviewReads(db);
  const note = createNote(db);
  const accept = createAccept(db);
  const withdraw = createWithdraw(db);
  return {
    noteOffers({ engine, source, offers, at }) {
      const before = new Map(listReviews({ engine, source }).map((item) => [item.name, item]));
      note({ engine, source }, { offers, at });
      const reviews = listReviews({ engine, source });
      const news = reviews.filter((item) => waitsSince(item, before.get(item.name)));
      if (news.length > 0) {
        const items = news.map(({ name, offered }) => ({ name, digest: offered?.digest ?? '' }));
        appendAudit({ at, kind: 'review_needed', details: { engine, source, items } });
      }
      return reviews;
    },
    acceptReviews({ engine, source, items, at }) {
      const accepted = items.filter((item) => accept({ engine, source }, { item, at }));
      if (accepted.length > 0) {
        const details = { engine, source, items: accepted.map((item) => ({ ...item })) };
        appendAudit({ at, kind: 'review_accepted', details });
      }
      const stale = items.filter((item) => !accepted.includes(item));
      return { accepted: namesOf(accepted), stale: namesOf(stale) };
    },
    withdrawReviews({ engine, source, names, at }) {
      const withdrawn = withdraw({ engine, source }, names);
      if (withdrawn.length > 0) {
        const details = { engine, source, names: withdrawn };
        appendAudit({ at, kind: 'review_withdrawn', details });
      }
      return withdrawn;
    },
  };
}

/* What already waited in this form is no news. */
function waitsSince(now: Review, before: Review | undefined): boolean {
  const status = reviewStatus(now);
  if (status !== 'new' && status !== 'changed') return false;
  return before?.offered?.digest !== now.offered?.digest;
}

function createNote(db: DatabaseSync) {
  const offer = command<
    Record<'engine' | 'source' | 'name' | 'digest' | 'offered', string> & { at: number }
  >(
    db,
    `INSERT INTO reviews (engine, source, name, offered_digest, offered, seen_at)
     VALUES (:engine, :source, :name, :digest, :offered, :at)
     ON CONFLICT DO UPDATE SET
       seen_at = iif(offered_digest IS excluded.offered_digest, seen_at, excluded.seen_at),
       offered_digest = excluded.offered_digest,
       offered = excluded.offered`,
  );
  const end = command<Record<'engine' | 'source' | 'names', string>>(
    db,
    `UPDATE reviews SET offered_digest = NULL, offered = NULL, seen_at = NULL
     WHERE engine = :engine AND source = :source
       AND name NOT IN (SELECT value FROM json_each(:names))`,
  );
  const forgetEmpty = createForgetEmpty(db);
  return (
    { engine, source }: ReviewSource,
    { offers, at }: { offers: readonly NamedDefinition[]; at: number },
  ) => {
    for (const { name, digest, definition } of offers) {
      offer({ engine, source, name, digest, offered: JSON.stringify(definition), at });
    }
    end({ engine, source, names: listParam(offers.map(({ name }) => name)) });
    forgetEmpty({ engine, source });
  };
}

/* Either side may be what the owner saw; the offered one first, for it is what they are asked about. */
function createAccept(db: DatabaseSync) {
  const accept = command<
    Record<'engine' | 'source' | 'name' | 'digest' | 'effect', string> & { at: number }
  >(
    db,
    `UPDATE reviews SET
       accepted = iif(offered_digest = :digest, offered, accepted),
       accepted_digest = :digest, effect = :effect, accepted_at = :at
     WHERE engine = :engine AND source = :source AND name = :name
       AND (offered_digest = :digest OR accepted_digest = :digest)`,
  );
  return (
    { engine, source }: ReviewSource,
    { item, at }: { item: AcceptedItem; at: number },
  ): boolean => {
    const { name, digest, effect } = item;
    return accept({ engine, source, name, digest, effect, at }) > 0;
  };
}

function createWithdraw(db: DatabaseSync) {
  const withdraw = query<
    Record<'engine' | 'source', string> & { names: string | null },
    Pick<ReviewRow, 'name'>
  >(
    db,
    `UPDATE reviews SET accepted = NULL, accepted_digest = NULL, effect = NULL, accepted_at = NULL
     WHERE engine = :engine AND source = :source AND accepted IS NOT NULL
       AND (:names IS NULL OR name IN (SELECT value FROM json_each(:names)))
     RETURNING name`,
  );
  const forgetEmpty = createForgetEmpty(db);
  return ({ engine, source }: ReviewSource, names: readonly string[] | undefined): string[] => {
    const rows = withdraw.all({ engine, source, names: names ? listParam(names) : null });
    forgetEmpty({ engine, source });
    return namesOf(rows).toSorted();
  };
}

function createForgetEmpty(db: DatabaseSync) {
  return command<Record<'engine' | 'source', string>>(
    db,
    `DELETE FROM reviews
     WHERE engine = :engine AND source = :source AND offered IS NULL AND accepted IS NULL`,
  );
}

function namesOf(items: readonly { readonly name: string }[]): string[] {
  return items.map(({ name }) => name);
}
