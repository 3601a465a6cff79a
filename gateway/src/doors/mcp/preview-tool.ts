import { IntentName } from '#contract';
import { z } from 'zod';
import { carry } from './call-intent.ts';
import type { OwnTool } from './own-tool.ts';
import { parseArguments } from './parse-arguments.ts';
import { runnerOf } from './runner-of.ts';
import { resultOutcome } from './tool-outcome.ts';
import { toolResult } from './tool-result.ts';

const Inputs = z.strictObject({
  intent: IntentName.describe('Name of the intent or of its tool.'),
  inputs: z.record(z.string(), z.unknown()).default({}),
});

/** Shows what any intent would do. It changes nothing, so clients need not ask before they call it. */
export const previewTool: OwnTool = {
  tool: {
    name: 'preview',
    title: 'Preview',
    description:
      'Shows what a tool that changes something would do, and does nothing. Gives the confirm_token to go on with, where one is needed.',
    inputSchema: {
      type: 'object',
      properties: {
        intent: { type: 'string', description: 'Name of the tool or intent.' },
        inputs: { type: 'object', description: 'Its inputs.' },
      },
      required: ['intent'],
    },
    annotations: {
      title: 'Preview',
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: true,
    },
  },
  async call(args, visit, parts) {
    const { intent: name, inputs } = parseArguments(Inputs, args, 'preview');
    const { names } = parts.catalogOf(visit.caller);
    const intent = names.intentOf(name);
    const request = { intent: intent?.name ?? name, inputs, mode: 'auto', dry_run: true } as const;
    const answer = await carry(request, visit, parts, true);
    const runner = runnerOf(intent, visit, parts);
    return resultOutcome(toolResult(answer, { ...runner, publicUrl: parts.settings.publicUrl() }));
  },
};
