import { createWorkLoop } from '../../../delivery/work-loop.ts';
import { pauseMsAfterFailures } from '../../../delivery/pause.ts';
import type { Stoppable } from '../../../platform/lifecycle.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { VectorModel, VectorStore } from '../vector-store.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { createEmbedQuery, type EmbedQuery } from './embed-query.ts';
import type { Embedded, EmbeddingProvider } from './embedding-provider.ts';
import { fillVectors } from './fill-vectors.ts';

/* How soon a memory that was written gets its vector; until then its words find it. */
const lookAgainMs = 400;

export interface VectorsParts {
  readonly store: VectorStore;
  readonly provider: EmbeddingProvider;
  /** Makes the provider of a model by the name under which its vectors are kept, if that can be done. */
  readonly providerNamed: (name: string) => Promise<EmbeddingProvider | undefined>;
  readonly queryTimeoutMs: number;
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly log: Logger;
}

/** A model that questions are answered with. */
export interface ServingModel {
  readonly model: VectorModel;
  readonly provider: EmbeddingProvider;
  readonly embedQuery: EmbedQuery;
  readonly breaker: Breaker;
}

export interface KeptVectors extends Stoppable {
  /** Undefined until the store was asked what it has. */
  serving(): ServingModel | undefined;
}

/**
 * Fills in the vectors of memories in the background. While those of a new model are filled in, questions go on being
 * answered with the model before, if it still can be asked.
 */
export function keepVectors(parts: VectorsParts): KeptVectors {
  const { store, log, now } = parts;
  const stopped = Promise.withResolvers<Embedded>();
  /* A gateway that stops does not wait for a server that hangs. */
  const provider: EmbeddingProvider = {
    ...parts.provider,
    embed: (input) => Promise.race([parts.provider.embed(input), stopped.promise]),
  };
  let serving: ServingModel | undefined;
  let filling: VectorModel | undefined;
  let failures = 0;

  async function begin(): Promise<VectorModel> {
    const before = (await store.listModels()).findLast(({ complete }) => complete);
    const model = await store.openModel({ name: provider.name, at: now() });
    const old = before && before.number !== model.number && !model.complete ? before : undefined;
    const oldProvider = old && (await parts.providerNamed(old.name));
    serving = old && oldProvider ? serve(old, oldProvider, parts) : serve(model, provider, parts);
    await store.loadModel(serving.model.number);
    return model;
  }

  async function work(): Promise<number> {
    filling ??= await begin();
    const filled = await fillVectors({ ...parts, provider, model: filling });
    if (filled.kind === 'failed') return rest(filled.reason);
    if (failures > 0) {
      log.info({ model: provider.label }, 'The embedding model answers again');
      serving?.breaker.succeeded();
    }
    failures = 0;
    if (filled.kind === 'filled') {
      if (filling.dimensions === undefined) await learn(filling.number);
      return 0;
    }
    await complete(filling);
    return lookAgainMs;
  }

  function rest(reason: string): number {
    failures += 1;
    if (failures === 1) {
      log.warn(
        { model: provider.label, reason },
        'Memories get no vectors for now; searches go by words',
      );
    }
    return pauseMsAfterFailures(failures);
  }

  /** Takes over what became known of the model with its first vectors. */
  async function learn(number: number): Promise<void> {
    filling = (await store.listModels()).find((model) => model.number === number);
    if (filling && serving?.model.number === number) serving = { ...serving, model: filling };
  }

  /** Once every memory has its vector, the model takes over, and those before it go. */
  async function complete(model: VectorModel): Promise<void> {
    if (model.complete && serving?.model.number === model.number) return;
    if (!(await store.completeModel({ model: model.number, at: now() }))) return;
    if ((await store.loadModel(model.number)) === 'loading') return;
    await learn(model.number);
    const others = (await store.listModels()).filter(({ number }) => number !== model.number);
    serving = serve(filling ?? model, provider, parts);
    for (const { number } of others) await store.dropModel(number);
    if (others.length > 0)
      log.info({ model: provider.label }, 'Memories are searched with a new model');
  }

  const loop = createWorkLoop(work, { log, name: 'vectors of memories' });
  return {
    serving: () => serving,
    async stop() {
      stopped.resolve({ kind: 'failed', reason: 'is being stopped', refused: false });
      await loop.stop();
      await provider.stop();
      await serving?.provider.stop();
    },
  };
}

function serve(
  model: VectorModel,
  provider: EmbeddingProvider,
  { now, queryTimeoutMs, timeoutMs }: VectorsParts,
): ServingModel {
  const breaker = createBreaker({ now });
  const embedQuery = createEmbedQuery({ provider, breaker, queryTimeoutMs, timeoutMs });
  return { model, provider, embedQuery, breaker };
}
