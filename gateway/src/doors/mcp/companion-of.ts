import type { ClientLink } from '../../intents/client-link.ts';
import type { JsonObject, JsonValue } from '../../platform/json.ts';
import type { Companion } from '../../runs/companion.ts';
import type { CallContext } from './call-context.ts';
import { createProgressTeller } from './progress-teller.ts';

interface Reach {
  readonly context: CallContext;
  readonly cancel: Companion['cancel'];
  readonly capabilities: JsonObject;
  /** The least that it wants to be told of logs; absent: nothing. */
  readonly logLevel?: string | undefined;
  /** Absent where the client cannot be asked. */
  readonly ask?: ClientLink['ask'];
}

/** The client of a request, as the run that it starts may reach it. */
export function companionOf(reach: Reach): Companion {
  const { context, cancel, capabilities, ask, logLevel } = reach;
  const { notify, _meta } = context.mcpReq;
  const token = _meta?.progressToken;
  /* Whoever left misses what would have been told. */
  const tell = (method: string, params: JsonObject) => {
    if (method === 'notifications/message' && !isWanted(params['level'], logLevel)) return;
    void notify({ method, params }).catch(() => undefined);
  };
  return {
    cancel,
    progress:
      token === undefined
        ? () => undefined
        : createProgressTeller(token, ({ method, params }) => tell(method, { ...params })),
    ...(ask && { client: { capabilities, notify: tell, ask } }),
  };
}

const levels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];

function isWanted(level: JsonValue | undefined, least: string | undefined): boolean {
  if (least === undefined || typeof level !== 'string') return false;
  return levels.indexOf(level) >= levels.indexOf(least);
}
