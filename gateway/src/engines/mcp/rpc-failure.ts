import type { Effect } from '#contract';
import { GatewayError } from '../../platform/gateway-error.ts';
import { isAuthFailure } from './auth-failure.ts';

interface FailedRequest {
  readonly intent: string;
  readonly effect: Effect;
  readonly stillOpen: boolean;
  /** Whether it was to end: then that it gave no answer says nothing of the server. */
  readonly isStopped?: boolean;
}

/**
 * What a request that failed on its way means for its run. An error that the server gave as its answer is
 * final; where the answer was lost, only a read may be tried again, and of all else the outcome is unknown.
 */
export async function rpcFailure(
  error: unknown,
  { intent, effect, stillOpen, isStopped = false }: FailedRequest,
): Promise<unknown> {
  if (error instanceof GatewayError) return error;
  if (await isAuthFailure(error)) {
    return new GatewayError(
      'engine_unavailable',
      `${intent} was not called: its server does not let this gateway in.`,
      {
        hint: 'Nothing was done. Tell the owner: "tutti mcp list" says how to sign in to it.',
        retryable: true,
        cause: error,
      },
    );
  }
  const { ProtocolError } = await import('@modelcontextprotocol/client');
  if (error instanceof ProtocolError) {
    const { code, message, data } = error;
    return new GatewayError('engine_failed', `${intent} was refused: ${message.slice(0, 1000)}`, {
      hint: 'The upstream server says so itself. Correct the inputs, or tell the owner.',
      details: { rpc_error: { code, message, ...(data !== undefined && { data }) } },
      cause: error,
    });
  }
  if (effect !== 'read' || isStopped) return error;
  const why = stillOpen ? 'gave no answer that can be read' : 'went away during the call';
  return new GatewayError('engine_unavailable', `The server behind ${intent} ${why}.`, {
    hint: 'It is harmless to repeat it: it only reads.',
    retryable: true,
    cause: error,
  });
}
