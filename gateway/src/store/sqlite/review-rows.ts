import type { Effect, EngineName } from '#contract';
import type { Review } from '../../intents/review-store.ts';
import type { JsonObject } from '../../platform/json.ts';

export interface ReviewRow {
  readonly engine: EngineName;
  readonly source: string;
  readonly name: string;
  readonly offered_digest: string | null;
  readonly offered: string | null;
  readonly seen_at: number | null;
  readonly accepted_digest: string | null;
  readonly accepted: string | null;
  readonly effect: Effect | null;
  readonly accepted_at: number | null;
}

export function reviewOf(row: ReviewRow): Review {
  const { engine, source, name, offered, accepted } = row;
  return {
    engine,
    source,
    name,
    ...(offered !== null && {
      offered: {
        digest: row.offered_digest ?? '',
        definition: JSON.parse(offered) as JsonObject,
        seenAt: row.seen_at ?? 0,
      },
    }),
    ...(accepted !== null && {
      accepted: {
        digest: row.accepted_digest ?? '',
        definition: JSON.parse(accepted) as JsonObject,
        effect: row.effect ?? 'destructive',
        acceptedAt: row.accepted_at ?? 0,
      },
    }),
  };
}
