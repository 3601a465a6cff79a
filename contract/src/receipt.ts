import { z } from 'zod';
import { Effect } from './effect.ts';
import { Route } from './answer.ts';
import { JobStatus } from './job.ts';

/** What is kept of a run: digests of what went in, never the inputs themselves. */
export const Receipt = z.object({
  receipt_id: z.string(),
  job_id: z.string().optional(),
  caller: z.string(),
  space: z.string(),
  intent: z.string(),
  effect: Effect,
  route: Route,
  rule: z.string().describe('The rule that decided, or the default that applied.'),
  status: z.enum([...JobStatus.options, 'preview']),
  error_code: z.string().optional(),
  inputs_digest: z
    .string()
    .optional()
    .describe('Absent where the inputs were forgotten, or may be: memories leave none in reads.'),
  execution_url: z.string().optional().describe('Where a flow shows what it did.'),
  started_at: z.iso.datetime(),
  duration_ms: z.number(),
  trace_id: z.string(),
});
export type Receipt = z.infer<typeof Receipt>;
