import { z } from 'zod';
import { Mode } from './mode.ts';

/** The longest that a caller may wait for an answer in one request, in seconds. */
export const maxWaitSeconds = 40;

export const IntentName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'must look like "memory.search"')
  .describe('Name of the intent, for example memory.search. GET /intents lists them.');

export const WaitSeconds = z
  .number()
  .min(0)
  .max(maxWaitSeconds)
  .describe('Seconds to wait for the result before a job is handed out (0 to 40).');

const Traceparent = z
  .string()
  .regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/, 'must be a W3C traceparent');

/** The body of `POST /orchestrate` and `POST /query`. */
export const OrchestrateRequest = z.strictObject({
  intent: IntentName,
  inputs: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Inputs of the intent; GET /intents/{name} shows their schema.'),
  mode: Mode.default('auto').describe('Engine that does the work; auto lets Tutti choose.'),
  dry_run: z.boolean().optional().describe('true: only preview what would happen.'),
  confirm_dangerous: z
    .boolean()
    .optional()
    .describe('true: go on with a preview that was shown before. Never works on a first call.'),
  confirm_token: z.string().max(200).optional().describe('Token of the preview to go on with.'),
  idempotency_key: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Same key, same inputs: done once, and the stored answer is given again.'),
  again: z.boolean().optional().describe('true: run anew although the same was just done.'),
  callback_url: z.url().max(2000).optional().describe('Where the finished job is posted.'),
  wait_s: WaitSeconds.optional(),
  trace: z.strictObject({ traceparent: Traceparent }).optional(),
});
export type OrchestrateRequest = z.infer<typeof OrchestrateRequest>;
