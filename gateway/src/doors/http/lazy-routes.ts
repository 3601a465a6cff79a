import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLazy } from '../../platform/lazy.ts';
import { bareHeaders, sendJson } from './bare-answer.ts';
import type { BareParts } from './bare-parts.ts';

export type TakeRequest = (request: IncomingMessage, response: ServerResponse) => void;

type LazyParts = Pick<BareParts, 'traceIdOf' | 'refuse' | 'refuseWhileClosing'>;

/**
 * Routes that are loaded with the first request to any of them. Who comes meanwhile waits for the same; where loading
 * fails, they are told, and the next request tries again.
 */
export function createLazyRoutes(parts: LazyParts, load: () => Promise<TakeRequest>): TakeRequest {
  const routes = createLazy(load);

  async function takeFirst(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      parts.refuseWhileClosing();
      const take = await routes.load();
      /* Who has left meanwhile would be waited for in vain. */
      if (!request.destroyed) take(request, response);
    } catch (error) {
      const traceId = parts.traceIdOf(request);
      const refusal = parts.refuse(error, { traceId, route: 'unknown' });
      sendJson(response, { ...refusal, headers: bareHeaders(traceId) });
    }
  }

  return (request, response) => {
    const take = routes.loaded();
    if (take) take(request, response);
    else void takeFirst(request, response);
  };
}
