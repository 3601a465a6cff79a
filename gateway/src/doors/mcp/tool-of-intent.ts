import type { Tool } from '@modelcontextprotocol/server';
import type { Intent } from '../../intents/intent.ts';
import { annotationsOf } from './annotations-of.ts';
import { inputSchemaOf, outputSchemaOf, upstreamOutputSchemaOf } from './tool-schemas.ts';

/** One intent as clients are shown it. */
export function toolOfIntent(intent: Intent, name: string): Tool {
  const { title, description, upstream } = intent;
  const output = outputOf(intent);
  return {
    name,
    title,
    description,
    /* Objects by their making; the types of the SDK ask for the word as well. */
    inputSchema: inputSchemaOf(intent) as Tool['inputSchema'],
    ...(output && { outputSchema: output }),
    annotations: { title, ...annotationsOf(intent) },
    ...(upstream?.meta && { _meta: upstream.meta }),
  };
}

function outputOf(intent: Intent): Tool['outputSchema'] {
  const { upstream } = intent;
  if (!upstream) return outputSchemaOf(intent);
  return upstream.outputSchema && upstreamOutputSchemaOf(upstream.outputSchema);
}
