import type { Tool } from '@modelcontextprotocol/server';
import type { Intent } from '../../intents/intent.ts';
import type { JsonObject } from '../../platform/json.ts';
import { annotationsOf } from './annotations-of.ts';
import { compactSchema } from './compact-schema.ts';
import { shallowSchema } from './shallow-schema.ts';
import { inputSchemaOf, outputSchemaOf, upstreamOutputSchemaOf } from './tool-schemas.ts';

/* The answer, its result, and what a list in that holds. describe_intent has the whole. */
const outputDepth = 3;

export type ToolOf = (intent: Intent, name: string) => Tool;

/** One intent as clients are shown it; made once for as long as it is offered under that name. */
export function createToolOf(): ToolOf {
  const made = new WeakMap<Intent, Tool>();
  return (intent, name) => {
    const known = made.get(intent);
    if (known?.name === name) return known;
    const tool = toolOfIntent(intent, name);
    made.set(intent, tool);
    return tool;
  };
}

function toolOfIntent(intent: Intent, name: string): Tool {
  const { title, description, upstream } = intent;
  const output = outputOf(intent);
  return {
    name,
    title,
    description,
    /* Objects by their making; the types of the SDK ask for the word as well. */
    inputSchema: inputOf(intent) as Tool['inputSchema'],
    ...(output && { outputSchema: output }),
    annotations: { title, ...annotationsOf(intent) },
    ...(upstream?.meta && { _meta: upstream.meta }),
  };
}

/* What an upstream server wrote is left as it is. */
function inputOf(intent: Intent): JsonObject {
  const schema = inputSchemaOf(intent);
  return intent.upstream ? schema : compactSchema(schema);
}

function outputOf(intent: Intent): Tool['outputSchema'] {
  const { upstream } = intent;
  if (!upstream) return compactSchema(shallowSchema(outputSchemaOf(intent), outputDepth));
  return upstream.outputSchema && upstreamOutputSchemaOf(upstream.outputSchema);
}
