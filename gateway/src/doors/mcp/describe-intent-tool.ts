import { IntentName } from '#contract';
import { z } from 'zod';
import { unknownIntent } from '../../runs/prepare-call.ts';
import { infoOf } from '../../intents/catalog.ts';
import type { OwnTool } from './own-tool.ts';
import { parseArguments } from './parse-arguments.ts';
import { runnerOf } from './runner-of.ts';
import { resultOutcome } from './tool-outcome.ts';
import { structuredResult } from './tool-result.ts';

const Inputs = z.strictObject({ intent: IntentName });

/** Everything about one intent. */
export const describeIntentTool: OwnTool = {
  tool: {
    name: 'describe_intent',
    title: 'Describe an intent',
    description: 'Gives the schemas of one intent, examples, and the tool to run it with.',
    inputSchema: {
      type: 'object',
      properties: { intent: { type: 'string' } },
      required: ['intent'],
    },
    annotations: {
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  },
  async call(args, visit, parts) {
    const { intent: name } = parseArguments(Inputs, args, 'describe_intent');
    const { scopes } = visit.caller;
    const intent = parts.catalogOf(visit.caller).names.intentOf(name);
    if (!intent) throw unknownIntent(name, parts.catalog.suggestionsFor(name, scopes));
    const { tool, argumentsOf } = runnerOf(intent, visit, parts);
    const [example] = intent.examples;
    const call = example && { tool, arguments: argumentsOf(example.inputs) };
    const told = { ...infoOf(intent), run_with: tool, ...(call && { example_call: call }) };
    return resultOutcome(structuredResult(told));
  },
};
