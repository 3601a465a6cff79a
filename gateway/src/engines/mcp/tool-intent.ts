import type { Review } from '../../intents/review-store.ts';
import type { Intent } from '../../intents/intent.ts';
import { exampleInputs } from '../../intents/example-inputs.ts';
import { jsonSchemaInputs } from '../../intents/json-schema-inputs.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/json.ts';
import { controls } from '../../platform/strip-controls.ts';
import { stripJson } from '../../platform/strip-json.ts';
import { configuredEffect } from './effect-of-tool.ts';
import type { ServerSettings } from './server-settings.ts';

const windowMs = 10 * 60_000;

export function intentNameOf(server: string, tool: string): string {
  return `mcp.${server}.${tool}`;
}

/** The intent of a tool that the owner accepted, in the form in which they accepted it. */
export function toolIntent(
  { source, name, accepted }: Pick<Review, 'source' | 'name'> & Required<Pick<Review, 'accepted'>>,
  settings: ServerSettings,
): Intent {
  const tool = stripJson(accepted.definition, controls);
  const effect = configuredEffect(settings.effects, name) ?? accepted.effect;
  const outputSchema = objectOf(tool['outputSchema']);
  const meta = objectOf(tool['_meta']);
  const inputs = jsonSchemaInputs(objectOf(tool['inputSchema']) ?? { type: 'object' });
  return {
    name: intentNameOf(source, name),
    title: textOf(tool['title']) ?? textOf(objectOf(tool['annotations'])?.['title']) ?? name,
    description: textOf(tool['description']) ?? `The tool ${name} of ${source}.`,
    engine: 'mcp',
    effect,
    /* A changed definition is another tool: what was confirmed of the old one counts no more. */
    resolve: (resolved) => ({
      inputs: resolved,
      target: { server: source, tool: name, definition: accepted.digest },
    }),
    repeat: effect === 'read' ? 'safe' : 'never',
    resource: `mcp.${source}`,
    inputs,
    outputs: resultSchema(outputSchema),
    examples: [{ say: `Use ${name} of ${source}`, inputs: exampleInputs(inputs.jsonSchema) }],
    deadlineMs: settings.deadlineMs + settings.startTimeoutMs,
    sameness: { kind: 'within', windowMs },
    reachesOutside: true,
    upstream: {
      ...(settings.exposeAs === 'bare' && { bareName: name }),
      ...(outputSchema && { outputSchema }),
      ...(meta && { meta }),
    },
  };
}

function resultSchema(structured: JsonObject | undefined): JsonObject {
  return {
    type: 'object',
    properties: {
      content: { type: 'array', items: { type: 'object' } },
      ...(structured && { structuredContent: structured }),
    },
    required: ['content'],
  };
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}
