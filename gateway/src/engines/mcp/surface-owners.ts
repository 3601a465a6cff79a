import { GatewayError } from '../../platform/gateway-error.ts';
import type { JsonObject, JsonValue } from '../../platform/json.ts';
import type { Upstream } from './upstream.ts';

/** A name or an address, as it was sent. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A prompt under the name that clients see. */
export function named({ server, settings }: Upstream, prompt: JsonObject): JsonObject {
  if (settings.exposeAs === 'bare') return prompt;
  return { ...prompt, name: `${server}.${textOf(prompt['name'])}` };
}

/** The servers that a prompt of this name can be of, and what each of them calls it. */
export function ownersOf(
  servers: readonly Upstream[],
  name: string,
): readonly { upstream: Upstream; name: string }[] {
  return servers.flatMap((upstream) => {
    const prefix = `${upstream.server}.`;
    if (upstream.settings.exposeAs === 'bare') return [{ upstream, name }];
    return name.startsWith(prefix) ? [{ upstream, name: name.slice(prefix.length) }] : [];
  });
}

/** Asks one server after the other, until one knows the URI; the first answer that is no "not found" counts. */
export async function firstThatKnows(
  servers: readonly Upstream[],
  uri: string,
  ask: (upstream: Upstream) => Promise<JsonObject>,
): Promise<JsonObject> {
  let failure: unknown = unknownResource(uri);
  for (const upstream of servers) {
    try {
      return await ask(upstream);
    } catch (error) {
      failure = error;
      if (!isNotFound(error)) throw error;
    }
  }
  throw failure;
}

const notFoundCodes = new Set([-32_002, -32_602]);

function isNotFound(error: unknown): boolean {
  if (!(error instanceof GatewayError)) return false;
  if (error.code === 'engine_unavailable') return true;
  const rpc = error.details?.['rpc_error'] as { code?: number } | undefined;
  return rpc?.code !== undefined && notFoundCodes.has(rpc.code);
}

function unknownResource(uri: string): GatewayError {
  return new GatewayError('engine_failed', `There is no resource ${uri}.`, {
    hint: 'List the resources, and read one of them.',
    details: { rpc_error: { code: -32_602, message: 'Resource not found', data: { uri } } },
  });
}

export function unknownPrompt(name: string): GatewayError {
  return new GatewayError('engine_failed', `There is no prompt "${name}".`, {
    hint: 'List the prompts, and get one of them.',
    details: { rpc_error: { code: -32_602, message: `Prompt ${name} not found` } },
  });
}
