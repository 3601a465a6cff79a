import type { DatabaseSync } from 'node:sqlite';
import type { ReviewStore } from '../../intents/review-store.ts';
import { reviewOf, type ReviewRow } from './review-rows.ts';
import { query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

export function createReviewReads(db: DatabaseSync): Decisions<ReviewStore, 'listReviews'> {
  const list = query<{ engine: string | null; source: string | null }, ReviewRow>(
    db,
    `SELECT * FROM reviews
     WHERE (:engine IS NULL OR engine = :engine) AND (:source IS NULL OR source = :source)
     ORDER BY engine, source, name`,
  );
  return {
    listReviews: ({ engine, source }) =>
      list.all({ engine: engine ?? null, source: source ?? null }).map(reviewOf),
  };
}
