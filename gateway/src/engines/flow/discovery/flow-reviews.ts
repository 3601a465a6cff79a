import type { NamedDefinition, Review, ReviewStore } from '../../../intents/review-store.ts';
import type { OfferedWorkflow } from '../n8n/read-workflow.ts';

/** What the owner said to the workflows of each provider, as the store has it. */
export interface FlowReviews {
  load(): Promise<void>;
  of(provider: string): readonly Review[];
  /** Takes these for all that the provider has now; true where that is news. */
  note(provider: string, workflows: readonly OfferedWorkflow[]): Promise<boolean>;
}

export function createFlowReviews(store: ReviewStore, now: () => number): FlowReviews {
  const known = new Map<string, readonly Review[]>();
  const of = (provider: string) => known.get(provider) ?? [];
  return {
    of,
    async load() {
      const reviews = await store.listReviews({ engine: 'flow' });
      known.clear();
      for (const [provider, found] of Map.groupBy(reviews, ({ source }) => source)) {
        known.set(provider, found);
      }
    },
    async note(source, workflows) {
      const offers = workflows.map(({ name, digest, definition }) => ({
        name,
        digest,
        definition,
      }));
      if (textOf(offers) === textOf(offeredIn(of(source)))) return false;
      known.set(source, await store.noteOffers({ engine: 'flow', source, offers, at: now() }));
      return true;
    },
  };
}

function offeredIn(reviews: readonly Review[]): readonly NamedDefinition[] {
  return reviews.flatMap(({ name, offered }) => (offered ? [{ name, ...offered }] : []));
}

function textOf(offers: readonly Pick<NamedDefinition, 'name' | 'digest'>[]): string {
  return offers
    .map(({ name, digest }) => `${name} ${digest}`)
    .toSorted()
    .join('\n');
}
