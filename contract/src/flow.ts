import { z } from 'zod';
import { Effect } from './effect.ts';
import { Progress } from './job.ts';
import { IntentName } from './orchestrate-request.ts';

const JsonValues = z.record(z.string(), z.unknown());
const mostIdChars = 200;

/** What a flow is called with, as the JSON body of a POST. */
export const FlowCall = z.object({
  intent: z.string().describe('What is asked for, such as "gmail.triage".'),
  inputs: JsonValues.describe('Checked by the schema of the flow already, with its defaults.'),
  dry_run: z.boolean().describe('true: say what would happen, and change nothing.'),
  plan: z
    .unknown()
    .optional()
    .describe(
      'What the confirmed preview returned as its plan: act on exactly this, and report what vanished meanwhile.',
    ),
  job_id: z.string().describe('Names the run; also in the header Idempotency-Key.'),
  callback: z
    .object({
      url: z
        .string()
        .describe('POST {url}/settle with the answer, POST {url}/progress on the way.'),
      token: z
        .string()
        .describe('Sent as "Authorization: Bearer {token}". Good for this attempt alone.'),
    })
    .optional()
    .describe('Where a flow answers later. Absent where the answer is wanted at once.'),
});
export type FlowCall = z.infer<typeof FlowCall>;

const ExecutionIds = {
  execution_id: z
    .union([z.string().max(mostIdChars), z.number()])
    .nullish()
    .describe('By which the provider knows this execution; receipts link to it.'),
  workflow_id: z
    .union([z.string().max(mostIdChars), z.number()])
    .nullish()
    .describe('The workflow of the execution, for the link.'),
};

export const FlowError = z.object({
  code: z.string().max(100).optional(),
  message: z.string().describe('What went wrong, in a sentence.'),
  hint: z.string().nullish().describe('What to do now.'),
  retryable: z.boolean().nullish().describe('true only where nothing was changed.'),
  details: JsonValues.nullish(),
});
export type FlowError = z.infer<typeof FlowError>;

const FlowSuccess = z.object({
  status: z.literal('success'),
  result: z.unknown().describe('What the caller is given.'),
  plan: z
    .unknown()
    .optional()
    .describe('Of a dry run: what the run gets as its plan, once it is confirmed.'),
  ...ExecutionIds,
});

const FlowFailure = z.object({
  status: z.literal('error'),
  error: z.union([FlowError, z.string()]),
  ...ExecutionIds,
});

const FlowAccepted = z.object({
  status: z.literal('accepted').describe('The flow goes on, and settles by its callback.'),
  ...ExecutionIds,
});

/** How a flow ends: its answer, or what it posts to `{callback.url}/settle`. */
export const FlowSettlement = z.discriminatedUnion('status', [FlowSuccess, FlowFailure]);
export type FlowSettlement = z.infer<typeof FlowSettlement>;

/** What a flow answers at once. */
export const FlowAnswer = z.discriminatedUnion('status', [FlowSuccess, FlowFailure, FlowAccepted]);
export type FlowAnswer = z.infer<typeof FlowAnswer>;

/** What a flow posts to `{callback.url}/progress`. */
export const FlowProgress = Progress;

/** What a workflow says of itself, as JSON in a fenced block of a sticky note named "tutti". */
export const FlowDeclaration = z.object({
  intent: IntentName.describe('The intent that it offers, such as "gmail.triage".'),
  title: z.string().min(1).max(100).optional(),
  description: z.string().min(1).max(2000).describe('What it does, for people and models.'),
  inputs: JsonValues.optional().describe('JSON Schema of the inputs, of type "object".'),
  outputs: JsonValues.optional().describe('JSON Schema of the result.'),
  effect: Effect.describe('The greatest effect that a call can have.'),
  decide: z.enum(['confirm', 'approve']).optional().describe('Asks for more than the default.'),
  repeat: z.enum(['safe', 'keyed', 'never']).optional(),
  resource: z.string().min(1).max(100).optional(),
  dry_run: z.boolean().default(false).describe('Whether it can be called for a preview.'),
  deadline_s: z.number().min(1).max(604_800).optional(),
  calls: z
    .array(IntentName)
    .max(50)
    .optional()
    .describe('Intents that it may call, in the name of its caller.'),
  examples: z
    .array(z.object({ say: z.string().max(500), inputs: JsonValues }))
    .max(10)
    .optional(),
});
export type FlowDeclaration = z.infer<typeof FlowDeclaration>;

/** A call that a flow makes in the name of its caller: `POST {callback.url}/call`. */
export const FlowInnerCall = z.strictObject({
  intent: IntentName,
  inputs: JsonValues.default({}),
  step: z
    .string()
    .regex(/^[\w.:-]{1,100}$/)
    .optional()
    .describe('Names this call within its run: the same step runs once. Default: its inputs.'),
});
export type FlowInnerCall = z.infer<typeof FlowInnerCall>;

export const FlowReported = z.object({
  recorded: z.boolean().describe('Whether the report was taken.'),
});
export type FlowReported = z.infer<typeof FlowReported>;
