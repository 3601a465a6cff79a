import type { ReviewStore } from '../../intents/review-store.ts';
import type { Channels } from './channels.ts';

export function createSqliteReviewStore({ writer, reader }: Channels): ReviewStore {
  return {
    listReviews: (query) => reader.call('listReviews', query),
    noteOffers: (input) => writer.call('noteOffers', input),
    acceptReviews: (input) => writer.call('acceptReviews', input),
    withdrawReviews: (input) => writer.call('withdrawReviews', input),
  };
}
