import {
  reviewStatus,
  type NamedDefinition,
  type Review,
  type ReviewStore,
} from '../../intents/review-store.ts';

/** What is kept of the reviews of all servers, in memory as in the store. */
export interface ReviewBook {
  of(server: string): ReadonlyMap<string, Review>;
  /** Takes this for all that the server offers; the store hears of it where something differs. */
  note(server: string, offers: readonly NamedDefinition[]): Promise<void>;
  /** Reads the store again, after the owner decided. */
  load(): Promise<void>;
  /** How many wait for the owner. */
  waiting(server: string): number;
}

export function createReviewBook({
  store,
  now,
  onChange,
}: {
  readonly store: ReviewStore;
  readonly now: () => number;
  readonly onChange: () => void;
}): ReviewBook {
  let byServer = new Map<string, ReadonlyMap<string, Review>>();
  const of = (server: string): ReadonlyMap<string, Review> => byServer.get(server) ?? new Map();
  return {
    of,
    async note(server, offers) {
      if (!differs(of(server), offers)) return;
      const source = { engine: 'mcp', source: server } as const;
      const reviews = await store.noteOffers({ ...source, offers, at: now() });
      byServer.set(server, byName(reviews));
      onChange();
    },
    async load() {
      const all = await store.listReviews({ engine: 'mcp' });
      const grouped = Map.groupBy(all, ({ source }) => source);
      byServer = new Map([...grouped].map(([server, reviews]) => [server, byName(reviews)]));
      onChange();
    },
    waiting: (server) => [...of(server).values()].filter(waits).length,
  };
}

/** What cannot be used, whoever wants it, waits for nobody. */
function waits(review: Review): boolean {
  const status = reviewStatus(review);
  const isFlawed = review.offered?.definition['flaw'] !== undefined;
  return (status === 'new' || status === 'changed') && !isFlawed;
}

function byName(reviews: readonly Review[]): ReadonlyMap<string, Review> {
  return new Map(reviews.map((review) => [review.name, review]));
}

function differs(known: ReadonlyMap<string, Review>, offers: readonly NamedDefinition[]): boolean {
  const offered = [...known.values()].filter((review) => review.offered !== undefined);
  if (offered.length !== offers.length) return true;
  return offers.some(({ name, digest }) => known.get(name)?.offered?.digest !== digest);
}
