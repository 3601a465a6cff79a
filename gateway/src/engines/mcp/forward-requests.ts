import type { Client } from '@modelcontextprotocol/client';
import { asJson, type Connection, type OfferedCapabilities } from './connection.ts';
import type { Forwarded } from './server-settings.ts';

interface Forwarding {
  readonly capabilities: OfferedCapabilities;
  readonly forwarded: readonly Forwarded[];
}

/** The requests of the server go to the client whose call this connection carries, and to nobody else. */
export function forwardRequests(
  client: Client,
  connection: Pick<Connection, 'asker'>,
  { capabilities, forwarded }: Forwarding,
): void {
  const ask = async (method: AskedMethod, params: object | undefined, signal: AbortSignal) => {
    if (!connection.asker) throw new Error('nobody can be asked now');
    const { _meta, ...rest } = asJson(params ?? {});
    return connection.asker.ask({ method, params: rest, signal });
  };
  if (capabilities.elicitation) {
    client.setRequestHandler('elicitation/create', async ({ params }, { mcpReq }) =>
      typedAnswer(await ask('elicitation/create', params, mcpReq.signal)),
    );
  }
  if (capabilities.sampling) {
    client.setRequestHandler('sampling/createMessage', async ({ params }, { mcpReq }) =>
      typedAnswer(await ask('sampling/createMessage', params, mcpReq.signal)),
    );
  }
  if (capabilities.roots) {
    client.setRequestHandler('roots/list', async ({ params }, { mcpReq }) =>
      typedAnswer(await ask('roots/list', params, mcpReq.signal)),
    );
  }
  if (forwarded.includes('logging')) {
    client.setNotificationHandler('notifications/message', ({ params }) =>
      connection.asker?.notify('notifications/message', asJson(params)),
    );
  }
}

type AskedMethod = 'elicitation/create' | 'sampling/createMessage' | 'roots/list';

/* The client checks what a handler gives against the schema of the method. */
function typedAnswer<Answer>(answer: object): Answer {
  return answer as Answer;
}

/** Asks the server for all it logs: the filter is at the client that listens. */
export async function wantLogs(client: Client): Promise<void> {
  if (client.getProtocolEra() !== 'legacy' || !client.getServerCapabilities()?.logging) return;
  await client.request({ method: 'logging/setLevel', params: { level: 'debug' } }).catch(() => {});
}
