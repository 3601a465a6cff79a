import { setTimeout as sleep } from 'node:timers/promises';
import { eventsFrom } from './events-from.ts';
import { headersFor, versionIn, type Agreed } from './headers-for.ts';
import { failure, parseError, type Failure, type Message } from './json-rpc.ts';
import { messageOf } from './messages-from.ts';

/** Carries the messages of one client to the gateway, and back what it says. Knows no more of MCP than that takes. */
export interface Bridge {
  /** Takes a message of the client. Waits only where the next one has to. */
  take(message: Message | undefined): Promise<void>;
  /** The client sends nothing more: waits for what is under way, for a while. */
  end(): Promise<void>;
}

interface BridgeParts {
  /** Where the gateway is now, and the key to it. Rejects with a sentence where there is none. */
  readonly gateway: () => Promise<{ readonly url: string; readonly key: string }>;
  readonly write: (message: Message | Failure) => void;
  /** For people: what a client keeps in its log. */
  readonly note: (text: string) => void;
  readonly fetch: typeof globalThis.fetch;
}

interface Sending {
  readonly message: Message;
  readonly signal: AbortSignal;
}

const stragglersMs = 3000;
const standAgainMs = 2000;

export function createBridge(parts: BridgeParts): Bridge {
  const agreed: Agreed = {};
  const underWay = new Map<string | number, AbortController>();
  const open = new Set<Promise<void>>();
  const ended = new AbortController();

  const send = async ({ message, signal }: Sending): Promise<void> => {
    const response = await post(message, signal, { agreed, parts });
    const sessionId = response.headers.get('mcp-session-id');
    if (sessionId !== null) agreed.sessionId = sessionId;
    for await (const said of messagesIn(response)) {
      if (message.method === 'initialize') noteAgreement(said, agreed);
      parts.write(said);
    }
  };

  const carry = async (message: Message): Promise<void> => {
    const controller = new AbortController();
    const { id, method } = message;
    const isRequest = id !== undefined && method !== undefined;
    if (isRequest) underWay.set(id, controller);
    try {
      await send({ message, signal: controller.signal });
    } catch (error) {
      if (!controller.signal.aborted) tellFailure(error, message, parts);
    } finally {
      if (isRequest) underWay.delete(id);
    }
  };

  const follow = (work: Promise<void>): void => {
    open.add(work);
    void work.finally(() => open.delete(work));
  };

  return {
    async take(message) {
      if (!message) return parts.write(failure(undefined, 'Parse error', parseError));
      /* From 2026-07-28 on, a request is cancelled by leaving it. */
      const cancelled = versionIn(message) === undefined ? undefined : cancelledBy(message);
      if (cancelled !== undefined) return underWay.get(cancelled)?.abort();
      const carried = carry(message);
      follow(carried);
      /* What follows belongs to the session that this begins. */
      if (message.method === 'initialize') await carried;
      if (message.method === 'notifications/initialized') {
        await carried;
        follow(stand(ended.signal, { agreed, parts }));
      }
    },
    async end() {
      ended.abort();
      await Promise.race([Promise.all(open), sleep(stragglersMs, undefined, { ref: false })]);
      for (const controller of underWay.values()) controller.abort();
    },
  };
}

interface Beside {
  readonly agreed: Agreed;
  readonly parts: BridgeParts;
}

async function post(
  message: Message,
  signal: AbortSignal,
  { agreed, parts }: Beside,
): Promise<Response> {
  const { url, key } = await parts.gateway();
  return parts.fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headersFor(message, agreed),
    },
    body: JSON.stringify(message),
    signal,
    /* A key is meant for this address, not for one that it points to. */
    redirect: 'error',
  });
}

/** The standing stream of the older revisions, on which the gateway tells what changed; opened again while the client lives. */
async function stand(signal: AbortSignal, { agreed, parts }: Beside): Promise<void> {
  while (!signal.aborted && agreed.sessionId !== undefined) {
    try {
      const { url, key } = await parts.gateway();
      const headers = {
        authorization: `Bearer ${key}`,
        accept: 'text/event-stream',
        ...headersFor({}, agreed),
      };
      const response = await parts.fetch(`${url}/mcp`, { headers, signal, redirect: 'error' });
      if (!response.ok) return;
      for await (const said of messagesIn(response)) parts.write(said);
    } catch {
      /* A gateway that is away for a moment is tried again. */
    }
    await sleep(standAgainMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function* messagesIn(response: Response): AsyncGenerator<Message, void, void> {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream') && response.body) {
    for await (const data of eventsFrom(response.body)) {
      const message = messageOf(data);
      if (message) yield message;
    }
    return;
  }
  const text = await response.text();
  const said = text === '' ? undefined : messageOf(text);
  if (said && 'jsonrpc' in said) yield said;
  else if (!response.ok) throw new Error(refusalIn(said) ?? `HTTP ${response.status}`);
}

/* What the gateway refuses before it looks at the message is said in its own words. */
function refusalIn(said: Message | undefined): string | undefined {
  const error: unknown = said?.['error'];
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
  const hint = 'hint' in error ? ` ${String(error.hint)}` : '';
  return `${String(error.message)}${hint}`;
}

function noteAgreement({ result }: Message, agreed: Agreed): void {
  const version = result?.['protocolVersion'];
  if (typeof version === 'string') agreed.protocolVersion = version;
}

function cancelledBy({ method, params }: Message): string | number | undefined {
  const id = method === 'notifications/cancelled' ? params?.['requestId'] : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

function tellFailure(error: unknown, { id, method }: Message, { write, note }: BridgeParts): void {
  const sentence = sentenceOf(error);
  note(`tutti mcp: ${sentence}`);
  if (id !== undefined && method !== undefined) write(failure(id, sentence));
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const hint = 'hint' in error && typeof error.hint === 'string' ? ` ${error.hint}` : '';
  if (error.message !== 'fetch failed') return `${error.message}${hint}`;
  return 'The gateway cannot be reached. Start it with "tutti start".';
}
