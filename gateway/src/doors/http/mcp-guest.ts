import type { ServerResponse } from 'node:http';
import type { Principal } from '../../identity/caller.ts';
import type { Directory } from '../../identity/directory.ts';

interface GuestParts {
  readonly principal: Principal;
  readonly traceId: string;
  readonly response: ServerResponse;
  readonly directory: Pick<Directory, 'sessionSignal'>;
  /** Given for a stream that stands open without a call: aborted when the gateway stops. Calls are answered first. */
  readonly closing: AbortSignal | undefined;
}

/** Who a request to `/mcp` is from. Its signal is made only for what looks at it: most calls end before anything does. */
export class McpGuest {
  readonly principal: Principal;
  readonly traceId: string;
  readonly #parts: GuestParts;
  #signal: AbortSignal | undefined;

  constructor(parts: GuestParts) {
    this.principal = parts.principal;
    this.traceId = parts.traceId;
    this.#parts = parts;
  }

  /** Aborted when the client leaves or its key is revoked. */
  get signal(): AbortSignal {
    this.#signal ??= leaving(this.#parts);
    return this.#signal;
  }
}

function leaving({ principal, response, directory, closing }: GuestParts): AbortSignal {
  const ends = new AbortController();
  const end = () => ends.abort();
  const session = directory.sessionSignal(principal);
  const signals = closing ? [session, closing] : [session];
  const hasLeft = () => response.destroyed && !response.writableFinished;
  if (hasLeft() || signals.some(({ aborted }) => aborted)) end();
  for (const signal of signals) signal.addEventListener('abort', end, { once: true });
  response.once('close', () => {
    for (const signal of signals) signal.removeEventListener('abort', end);
    if (hasLeft()) end();
  });
  return ends.signal;
}
