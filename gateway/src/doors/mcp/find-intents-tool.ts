import { z } from 'zod';
import type { Intent } from '../../intents/intent.ts';
import type { OwnTool } from './own-tool.ts';
import { parseArguments } from './parse-arguments.ts';
import { runToolFor } from './runner-of.ts';
import { signatureOf } from './signature-of.ts';
import { resultOutcome } from './tool-outcome.ts';
import { structuredResult } from './tool-result.ts';

const Inputs = z.strictObject({
  query: z.string().min(1).max(500),
  limit: z.int().min(1).max(20).default(5),
});

const longestDescription = 300;

/** Finds intents by what is to be done, with all that it takes to run one. */
export const findIntentsTool: OwnTool = {
  tool: {
    name: 'find_intents',
    title: 'Find intents',
    description:
      'Finds what this gateway can do, best match first, with inputs ("?" may be left out) and the tool to run it with. Say what is to be done, and with which product.',
    inputSchema: {
      type: 'object',
      properties: { query: { type: 'string' }, limit: { type: 'integer', default: 5 } },
      required: ['query'],
    },
    annotations: {
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  },
  async call(args, { caller }, { catalog }) {
    const { query, limit } = parseArguments(Inputs, args, 'find_intents');
    const found = await catalog.find(caller.scopes, query);
    const intents = found.slice(0, limit).map(foundIntent);
    const next = intents.length > 0 ? undefined : { say: 'Nothing fits. Try other words.' };
    return resultOutcome(structuredResult({ intents, ...(next && { next }) }));
  },
};

function foundIntent({ name, description, effect, inputs }: Intent) {
  const short = description.slice(0, longestDescription);
  return {
    intent: name,
    description: short.length < description.length ? `${short}…` : short,
    effect,
    inputs: signatureOf(inputs.jsonSchema),
    run_with: runToolFor(effect),
  };
}
