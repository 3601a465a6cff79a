import { GatewayError } from '../../platform/gateway-error.ts';
import { createTraceIds } from '../../platform/ids.ts';
import { createCallDoor } from './call-door.ts';
import { createRefuse } from './handle-error.ts';
import { createHealthDoor } from './health-door.ts';
import type { HttpParts } from './http-parts.ts';
import { createLazyRoutes } from './lazy-routes.ts';
import { createListener, type Listener } from './listener.ts';
import { createMcpEntry } from './mcp-entry.ts';
import { createTraceIdOf } from './request-context.ts';
import { createUnreadableHandler } from './refuse-unreadable.ts';

/** The HTTP door: requests in, answers out. It decides nothing. */
export function createHttpDoor(parts: HttpParts): Listener {
  const refuse = createRefuse(parts);
  const newTraceId = createTraceIds();
  const closing = new AbortController();
  const refuseWhileClosing = (): void => {
    if (closing.signal.aborted) throw shuttingDown();
  };
  const bare = { ...parts, traceIdOf: createTraceIdOf(newTraceId), refuse, refuseWhileClosing };
  const takeCall = createCallDoor(bare);
  const takeMcp = createMcpEntry({ ...bare, closing: closing.signal });
  const takeHealth = createHealthDoor(bare);
  /* The framework, the routes and the pages: 4 MB and 50 ms of the start, of which calls need nothing. */
  const takeOther = createLazyRoutes(bare, async () => {
    const { createRoutes } = await import('./routes.ts');
    return createRoutes({ ...bare, closing: closing.signal });
  });
  const listener = createListener({
    onRequest(request, response) {
      if (takeCall(request, response) || takeMcp(request, response)) return;
      if (!takeHealth(request, response)) takeOther(request, response);
    },
    onUnreadable: createUnreadableHandler(newTraceId),
  });
  return {
    listen: (place) => listener.listen(place),
    close() {
      closing.abort();
      return listener.close();
    },
  };
}

function shuttingDown(): GatewayError {
  return new GatewayError('shutting_down', 'The gateway is stopping.', {
    hint: 'Nothing was done. Send the request again in a few seconds.',
    retryable: true,
  });
}
