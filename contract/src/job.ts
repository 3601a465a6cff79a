import { z } from 'zod';
import { Answer, Next } from './answer.ts';

export const JobStatus = z.enum([
  'queued',
  'running',
  'success',
  'error',
  'cancelled',
  'unknown',
  'needs_approval',
  'denied',
  'expired',
]);
export type JobStatus = z.infer<typeof JobStatus>;

/** How far a run is: a fraction where it is known, a sentence where there is one. */
export const Progress = z.object({
  fraction: z.number().min(0).max(1).optional(),
  message: z.string().optional(),
});
export type Progress = z.infer<typeof Progress>;

export const Job = z.object({
  job_id: z.string(),
  status: JobStatus,
  intent: z.string(),
  caller: z.string().describe('Who asked for it.'),
  created_at: z.iso.datetime(),
  progress: Progress.optional(),
  steps: z.array(z.record(z.string(), z.unknown())).optional(),
  answer: Answer.optional().describe(
    'What the call would have returned, once it is known. A list of jobs leaves out a result of more than 2,000 characters; next then names the call that has it.',
  ),
  next: Next.optional(),
});
export type Job = z.infer<typeof Job>;

/** What the owner found out about a run whose outcome was unknown. */
export const Resolution = z.strictObject({ outcome: z.enum(['happened', 'not']) });
export type Resolution = z.infer<typeof Resolution>;
