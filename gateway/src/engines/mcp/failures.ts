import { GatewayError } from '../../platform/gateway-error.ts';
import { LineFull } from './bulkhead.ts';

/** It certainly got nothing of the call. */
export function notConnected(server: string, why: string, waitMs = 0): GatewayError {
  const when = waitMs > 0 ? ` in ${Math.ceil(waitMs / 1000)} s` : '';
  return new GatewayError(
    'engine_unavailable',
    `The upstream server "${server}" cannot be reached: ${why}.`,
    {
      hint: `Nothing was done. Try again${when}, or tell the owner: "tutti mcp list" shows what is wrong.`,
      retryable: true,
    },
  );
}

export function tooBusy(server: string, error: unknown): unknown {
  if (!(error instanceof LineFull)) return error;
  return new GatewayError(
    'overloaded',
    `The upstream server "${server}" has too many calls in line.`,
    { hint: 'Nothing was done. Try again in a few seconds.', retryable: true, cause: error },
  );
}

/** Of an accepted tool that is not offered as it was accepted. */
export function notAsAccepted(intent: string, why: 'changed' | 'gone'): GatewayError {
  const what = why === 'gone' ? 'is offered no more' : 'changed since the owner accepted it';
  return new GatewayError('engine_unavailable', `${intent} ${what}, so it is not called.`, {
    hint: 'Nothing was done. The owner sees the difference with "tutti mcp review".',
    retryable: true,
  });
}
