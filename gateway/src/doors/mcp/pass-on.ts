import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import type { SurfaceMethod } from '../../intents/upstream-surface.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { JsonObject } from '../../platform/json.ts';
import { traceparentOf } from '../../platform/traceparent.ts';
import type { CallContext } from './call-context.ts';
import type { DoorParts } from './mcp-parts.ts';
import { upstreamError } from './upstream-refusal.ts';
import type { Visit } from './visit.ts';

/** Carries one request to upstream servers, as it is done in one of the two generations of the protocol. */
export type PassOn = (
  method: SurfaceMethod,
  params: JsonObject,
  context: CallContext,
) => Promise<object>;

const methodsOf: Readonly<Record<string, readonly SurfaceMethod[]>> = {
  resources: [
    'resources/list',
    'resources/templates/list',
    'resources/read',
    'resources/subscribe',
    'resources/unsubscribe',
  ],
  prompts: ['prompts/list', 'prompts/get'],
  completions: ['completion/complete'],
};

/** Has the server answer for what upstream servers offer beside tools, as far as `capabilities` say. */
export function passOnSurface(server: Server, capabilities: JsonObject, passOn: PassOn): void {
  for (const capability of Object.keys(capabilities)) {
    for (const method of methodsOf[capability] ?? []) {
      server.setRequestHandler(
        method,
        ({ params }, context) =>
          /* Checked by the SDK, by the schema of the method, before it goes out. */
          passOn(method, { ...params } as JsonObject, context) as Promise<never>,
      );
    }
  }
}

/** Has the upstream engine answer; what it refuses is said in the words of MCP. */
export async function requestSurface(
  method: SurfaceMethod,
  params: JsonObject,
  { visit, parts }: { visit: Visit; parts: DoorParts },
): Promise<JsonObject> {
  const { caller, companion, traceId } = visit;
  if (!parts.surface) throw new ProtocolError(ProtocolErrorCode.MethodNotFound, 'Method not found');
  try {
    return await parts.surface.request(method, {
      params,
      caller,
      signal: companion.cancel.signal,
      ...(companion.client && { client: companion.client }),
      traceparent: traceparentOf(traceId),
    });
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const upstream = upstreamError(error.details);
    if (upstream) throw upstream;
    const { code, message, hint } = error;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `${message} ${hint}`, { code });
  }
}
