import { IntentName, type OrchestrateRequest } from '#contract';
import { z } from 'zod';
import type { Intent } from '../../intents/intent.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import { callIntent } from './call-intent.ts';
import type { OwnTool } from './own-tool.ts';
import { parseArguments } from './parse-arguments.ts';
import { runToolFor, type RunToolName } from './runner-of.ts';

const Inputs = z.strictObject({
  intent: IntentName,
  inputs: z.record(z.string(), z.unknown()).default({}),
  dry_run: z.boolean().optional(),
  confirm_token: z.string().max(200).optional(),
  idempotency_key: z.string().min(1).max(200).optional(),
});

const target = {
  intent: { type: 'string', description: 'Name from find_intents.' },
  inputs: { type: 'object' },
};
const controls = {
  dry_run: { type: 'boolean' },
  confirm_token: { type: 'string', description: 'Of a preview that the user agreed to.' },
  idempotency_key: { type: 'string' },
};

const mildest: readonly RunToolName[] = ['run_read', 'run_write', 'run_destructive'];

/** One tool for each kind of effect, so that clients can tell what to ask their user about: any intent by its name. */
export const runTools: readonly OwnTool[] = [
  runTool('run_read', 'Run what only reads', 'Runs an intent that only reads.'),
  runTool(
    'run_write',
    'Run what can be undone',
    'Runs an intent that changes something, such as one with the effect "write".',
  ),
  runTool(
    'run_destructive',
    'Run anything',
    'Runs any intent, also one that reaches other people or cannot be undone.',
  ),
];

function runTool(name: RunToolName, title: string, description: string): OwnTool {
  const readOnly = name === 'run_read';
  return {
    tool: {
      name,
      title,
      description,
      inputSchema: {
        type: 'object',
        properties: readOnly ? target : { ...target, ...controls },
        required: ['intent'],
      },
      annotations: {
        readOnlyHint: readOnly,
        destructiveHint: name === 'run_destructive',
        idempotentHint: readOnly,
        openWorldHint: true,
      },
    },
    async call(args, visit, parts) {
      const { intent: given, inputs, ...flags } = parseArguments(Inputs, args, name);
      const intent = parts.catalogOf(visit.caller).names.intentOf(given);
      if (intent) refuseGreaterEffect(intent, name);
      const intentName = intent?.name ?? given;
      const request: OrchestrateRequest = { intent: intentName, inputs, mode: 'auto' };
      return callIntent(
        {
          request: { ...request, ...definedIn(flags) },
          intent,
          tool: name,
          argumentsOf: (checked) => ({ intent: intentName, inputs: checked }),
        },
        visit,
        parts,
      );
    },
  };
}

/* Its client was told what this tool can do at most. */
function refuseGreaterEffect({ name, effect }: Intent, tool: RunToolName): void {
  const needed = runToolFor(effect);
  if (mildest.indexOf(needed) <= mildest.indexOf(tool)) return;
  throw new GatewayError(
    'invalid_inputs',
    `Cannot run ${name} by ${tool}: its effect is ${effect}.`,
    { hint: `Nothing was done. Call ${needed} with the same arguments.` },
  );
}

function definedIn<Flags extends object>(flags: Flags): Partial<Flags> {
  const entries = Object.entries(flags).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Flags>;
}
