import { Ready, type EngineState } from '#contract';
import type { Probe } from '../../shared/probe.ts';
import { findingsOf, reasonOf, type Finding } from './finding.ts';

const { ok, warn, fail } = findingsOf('engines');

export async function checkEngines(url: string, probe: Probe): Promise<readonly Finding[]> {
  try {
    const ready = Ready.safeParse((await probe({ url, path: '/ready' })).body);
    if (!ready.success) return [fail('GET /ready is not understood.', 'Start the gateway again.')];
    const { store, engines } = ready.data;
    const why = store.detail === undefined ? '' : `: ${store.detail}`;
    return [
      ...(store.state === 'ready'
        ? []
        : [fail(`The store is down${why}.`, 'See the log of the gateway.')]),
      ...engines.map(engineFinding),
    ];
  } catch (error) {
    return [fail(`GET /ready failed: ${reasonOf(error)}`, 'See the log of the gateway.')];
  }
}

function engineFinding({ engine, state, intents, detail }: EngineState): Finding {
  const what = `${engine}: ${state}, ${intents} intents${detail === undefined ? '' : ` (${detail})`}`;
  if (state === 'ready') return ok(what);
  const mend = 'See the log of the gateway for what this engine needs.';
  return state === 'down' ? fail(what, mend) : warn(what, mend);
}
