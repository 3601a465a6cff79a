import { z } from 'zod';
import { EngineName, Mode } from './mode.ts';
import { ErrorBody } from './error-code.ts';

export const AnswerStatus = z.enum(['success', 'preview', 'accepted', 'needs_approval', 'error']);
export type AnswerStatus = z.infer<typeof AnswerStatus>;

/** The exact call that `next.say` speaks of, ready to be sent. */
export const NextCall = z.object({
  method: z.enum(['GET', 'POST']),
  path: z.string(),
  body: z.record(z.string(), z.unknown()).optional(),
});

/** What a model should do now: one sentence, and the call if there is one. */
export const Next = z.object({ say: z.string(), call: NextCall.optional() });
export type Next = z.infer<typeof Next>;

export const Route = z.object({ engine: EngineName, reason: z.string() });
export type Route = z.infer<typeof Route>;

/** The one shape in which every call is answered. */
export const Answer = z.object({
  status: AnswerStatus,
  intent: z.string(),
  mode: Mode.describe('Engine that did the work.'),
  result: z
    .unknown()
    .optional()
    .describe('What the intent gave; its schema is in GET /intents/{name}.'),
  error: ErrorBody.optional(),
  job_id: z.string().optional(),
  receipt_id: z.string().optional(),
  confirm: z
    .object({ token: z.string(), expires_at: z.iso.datetime() })
    .optional()
    .describe('Send the same request again with this confirm_token to go on.'),
  approval: z.object({ id: z.string(), expires_at: z.iso.datetime() }).optional(),
  replayed: z
    .boolean()
    .optional()
    .describe('true: nothing ran now; this is the answer to the same request made before.'),
  next: Next.optional(),
  route: Route.optional(),
  duration_ms: z.number(),
  trace_id: z.string(),
});
export type Answer = z.infer<typeof Answer>;
