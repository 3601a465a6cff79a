import type {
  Effect,
  EngineName,
  ReviewDecided,
  ReviewDecision,
  ReviewItem,
  Reviews,
  ReviewSource,
  ReviewsQuery,
} from '#contract';
import { GatewayError } from '../platform/gateway-error.ts';
import type { JsonObject } from '../platform/json.ts';
import { definitionChanges } from './definition-changes.ts';
import { reviewStatus, type Review, type ReviewStore } from './review-store.ts';

/** An engine whose offers the owner reviews. */
export interface ReviewedEngine {
  readonly engine: EngineName;
  sources(): readonly ReviewSource[];
  /** Asks the source what it offers now. Rejects where it does not say. */
  refresh(source: string): Promise<void>;
  /** The effect that the configuration gives, where it does. */
  configuredEffect(source: string, name: string): Effect | undefined;
  /** The effect that the definition itself claims. */
  hintedEffect(definition: JsonObject): Effect;
  warningsOf(definition: JsonObject): readonly string[];
  /** The owner decided: the offers are read again. */
  decided(): Promise<void>;
}

/** What the owner sees of what waits for them, and where they say what may be used. */
export interface ReviewDesk {
  list(query: ReviewsQuery): Promise<Reviews>;
  decide(decision: ReviewDecision): Promise<ReviewDecided>;
}

export function createReviewDesk({
  engines,
  store,
  now,
}: {
  readonly engines: readonly ReviewedEngine[];
  readonly store: ReviewStore;
  readonly now: () => number;
}): ReviewDesk {
  const known = (source: string | undefined) =>
    engines.flatMap((engine) =>
      engine
        .sources()
        .filter((item) => source === undefined || item.source === source)
        .map((item) => ({ engine, source: item.source })),
    );
  return {
    async list({ source, refresh }) {
      const wanted = known(source);
      if (source !== undefined && wanted.length === 0) throw unknownSource(source);
      /* What cannot be asked says so in its state. */
      if (refresh === 'true') {
        await Promise.allSettled(wanted.map((item) => item.engine.refresh(item.source)));
      }
      const items = await Promise.all(
        wanted.map(async (item) => {
          const reviews = await store.listReviews({
            engine: item.engine.engine,
            source: item.source,
          });
          return reviews.map((review) => itemOf(review, item.engine));
        }),
      );
      const all = items.flat();
      return {
        sources: engines.flatMap((engine) =>
          engine.sources().filter((item) => source === undefined || item.source === source),
        ),
        items: all,
        waiting: all.filter(({ status }) => status === 'new' || status === 'changed').length,
      };
    },
    async decide({ engine: name, source, accept, withdraw }) {
      const found = known(source).find(({ engine }) => engine.engine === name);
      if (!found) throw unknownSource(source);
      const target = { engine: name, source, at: now() };
      const reviews = await store.listReviews({ engine: name, source });
      refuseUnusable(accept, reviews);
      const withdrawn =
        withdraw.length === 0 ? [] : await store.withdrawReviews({ ...target, names: withdraw });
      const outcome =
        accept.length === 0
          ? { accepted: [], stale: [] }
          : await store.acceptReviews({ ...target, items: accept });
      await found.engine.decided();
      return {
        accepted: [...outcome.accepted],
        stale: [...outcome.stale],
        withdrawn: [...withdrawn],
      };
    },
  };
}

function itemOf(review: Review, engine: ReviewedEngine): ReviewItem {
  const { source, name, offered, accepted } = review;
  const definition = offered?.definition ?? accepted?.definition ?? {};
  const { title, description } = definition;
  const problem = problemOf(review);
  return {
    engine: engine.engine,
    source,
    name,
    status: problem === undefined ? reviewStatus(review) : 'unusable',
    digest: offered?.digest ?? accepted?.digest ?? '',
    ...effectOf(review, engine),
    ...(typeof title === 'string' && { title }),
    ...(typeof description === 'string' && { description }),
    warnings: [...engine.warningsOf(definition)],
    changes:
      offered && accepted && offered.digest !== accepted.digest
        ? [...definitionChanges(accepted.definition, offered.definition)]
        : [],
    ...(problem !== undefined && { problem }),
    definition: { ...definition },
  };
}

function effectOf(
  { source, name, offered, accepted }: Review,
  engine: ReviewedEngine,
): Pick<ReviewItem, 'effect' | 'effect_from'> {
  const configured = engine.configuredEffect(source, name);
  if (configured !== undefined) return { effect: configured, effect_from: 'configuration' };
  if (accepted) return { effect: accepted.effect, effect_from: 'accepted' };
  return { effect: engine.hintedEffect(offered?.definition ?? {}), effect_from: 'hint' };
}

function problemOf({ offered }: Review): string | undefined {
  const flaw = offered?.definition['flaw'];
  return typeof flaw === 'string' ? flaw : undefined;
}

function refuseUnusable(accept: ReviewDecision['accept'], reviews: readonly Review[]): void {
  for (const { name, digest } of accept) {
    const review = reviews.find((item) => item.name === name);
    const problem = review?.offered?.digest === digest ? problemOf(review) : undefined;
    if (problem === undefined) continue;
    throw new GatewayError('invalid_request', `"${name}" cannot be accepted: ${problem}.`, {
      hint: 'Leave it out; nothing was accepted.',
    });
  }
}

function unknownSource(source: string): GatewayError {
  return new GatewayError('invalid_request', `There is no server or provider "${source}".`, {
    hint: 'GET /owner/reviews names those that are configured.',
  });
}
