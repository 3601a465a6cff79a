import type { EngineState } from '#contract';
import type { Engine } from '../../intents/engine.ts';
import { summarize } from './summarize.ts';
import type { Upstreams } from './upstreams.ts';

/** The engine whose work is done by upstream MCP servers. */
export function createMcpEngine(upstreams: () => Upstreams | undefined): Engine {
  const none: readonly never[] = [];
  const get = (): Upstreams => {
    const found = upstreams();
    if (found) return found;
    throw new Error('no upstream server is configured');
  };
  return {
    name: 'mcp',
    intents: () => upstreams()?.intents() ?? none,
    state: (): EngineState => summarize(upstreams()),
    run: (intent, call) => get().call(intent, call),
    preview: async (intent, { inputs }) => ({
      note: `Nothing was done. ${intent.title} of an upstream server would be called with these inputs.`,
      would: inputs,
    }),
  };
}
