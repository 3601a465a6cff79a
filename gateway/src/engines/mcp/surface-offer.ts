import type { Client } from '@modelcontextprotocol/client';
import type { NamedDefinition } from '../../intents/review-store.ts';
import { digestOf } from '../../platform/canonical-json.ts';
import type { JsonObject } from '../../platform/json.ts';

/** How the prompts and resources of a server stand in the list of what the owner reviews: all as one. */
export const surfaceName = '(prompts and resources)';

const parts = ['completions', 'logging', 'prompts', 'resources'] as const;

/** What a server offers beside tools, as one thing to review; undefined where that is nothing. */
export function surfaceOffer(client: Client): NamedDefinition | undefined {
  const has = client.getServerCapabilities() ?? {};
  if (!has.prompts && !has.resources) return undefined;
  const capabilities: JsonObject = Object.fromEntries(
    parts.flatMap((part) => (has[part] ? [[part, partOf(has[part])]] : [])),
  );
  const definition = {
    name: surfaceName,
    description: 'Its prompts and resources, passed on to the clients that may use this server.',
    capabilities,
  };
  return { name: surfaceName, digest: digestOf(definition), definition };
}

function partOf(capability: object): JsonObject {
  const { subscribe } = capability as { subscribe?: unknown };
  return subscribe === true ? { subscribe } : {};
}
