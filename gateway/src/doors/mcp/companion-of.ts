import type { ServerContext } from '@modelcontextprotocol/server';
import type { ClientLink } from '../../intents/client-link.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { Companion } from '../../runs/companion.ts';
import { createProgressTeller } from './progress-teller.ts';

interface Reach {
  readonly context: ServerContext;
  readonly cancel: AbortSignal;
  readonly capabilities: JsonObject;
  /** Absent where the client cannot be asked. */
  readonly ask?: ClientLink['ask'];
}

/** The client of a request, as the run that it starts may reach it. */
export function companionOf({ context, cancel, capabilities, ask }: Reach): Companion {
  const { notify, _meta } = context.mcpReq;
  const token = _meta?.progressToken;
  /* Whoever left misses what would have been told. */
  const tell = (method: string, params: JsonObject) =>
    void notify({ method, params }).catch(() => undefined);
  return {
    cancel,
    progress:
      token === undefined
        ? () => undefined
        : createProgressTeller(token, ({ method, params }) => tell(method, { ...params })),
    ...(ask && { client: { capabilities, notify: tell, ask } }),
  };
}
