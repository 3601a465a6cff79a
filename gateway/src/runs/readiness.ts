import type { Ready } from '#contract';
import type { Engine } from '../intents/engine.ts';

interface ReadinessParts {
  readonly engines: readonly Engine[];
  readonly storeHealth: () => Promise<Ready['store']>;
}

/** Ready while the store takes writes; an engine that is down is told, and holds nothing else up. */
export async function readiness({ engines, storeHealth }: ReadinessParts): Promise<Ready> {
  const store = await storeHealth();
  return {
    ready: store.state === 'ready',
    store,
    engines: engines.map((engine) => engine.state()),
  };
}
