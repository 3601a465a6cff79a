import type { Tool } from '../../intents/define-tool.ts';
import type { Engine } from '../../intents/engine.ts';
import type { Intent } from '../../intents/intent.ts';
import { GatewayError } from '../../platform/gateway-error.ts';

/** The engine of the tools inside the gateway. */
export function createAgentEngine(tools: readonly Tool[]): Engine {
  const byName = new Map(tools.map((tool) => [tool.intent.name, tool]));
  const intents = tools.map(({ intent }) => intent);
  const getTool = ({ name }: Intent): Tool => {
    const tool = byName.get(name);
    if (tool) return tool;
    throw new GatewayError('unknown_intent', `No tool does "${name}".`, {
      hint: 'GET /intents lists what can be asked for.',
      retryable: true,
    });
  };
  return {
    name: 'agent',
    intents: () => intents,
    state: () => ({ engine: 'agent', state: 'ready', intents: tools.length }),
    run: (intent, call) => getTool(intent).run(call),
    preview: (intent, call) => getTool(intent).preview(call),
  };
}
