import type { EngineState } from '#contract';
import type { Upstream } from './upstream.ts';
import type { Upstreams } from './upstreams.ts';

/** How the upstream servers are, in a few words: which fail and why, and what waits for the owner. */
export function summarize(upstreams: Upstreams | undefined): EngineState {
  const all = upstreams?.all() ?? [];
  if (!upstreams || all.length === 0) return { engine: 'mcp', state: 'ready', intents: 0 };
  const sentences = all.flatMap((upstream) => sentencesAbout(upstream, upstreams));
  const failing = all.filter((upstream) => upstream.condition().kind === 'failing');
  return {
    engine: 'mcp',
    state: stateOf(failing.length, all.length),
    intents: upstreams.intents().length,
    ...(sentences.length > 0 && { detail: sentences.join('; ') }),
  };
}

function stateOf(failing: number, all: number): EngineState['state'] {
  if (failing === 0) return 'ready';
  return failing === all ? 'down' : 'degraded';
}

function sentencesAbout(upstream: Upstream, { book }: Upstreams): string[] {
  const { server } = upstream;
  const condition = upstream.condition();
  const waiting = book.waiting(server);
  return [
    ...(condition.kind === 'failing' ? [`${server}: ${condition.why}`] : []),
    ...(waiting > 0 ? [`${server}: ${waiting} to review ("tutti mcp review ${server}")`] : []),
  ];
}
