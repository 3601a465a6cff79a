import { z } from 'zod';
import { JobStatus } from './job.ts';
import { IntentName, maxWaitSeconds } from './orchestrate-request.ts';
import { PageQuery } from './page.ts';

export const JobsQuery = PageQuery.extend({
  status: JobStatus.optional().describe('Only jobs that stand like this.'),
  intent: IntentName.optional().describe('Only jobs of this intent.'),
});
export type JobsQuery = z.infer<typeof JobsQuery>;

export const JobWaitQuery = z.strictObject({
  wait_s: z.coerce
    .number()
    .min(0)
    .max(maxWaitSeconds)
    .default(0)
    .describe('Seconds to wait for the end of the job (0 to 40).'),
});
export type JobWaitQuery = z.infer<typeof JobWaitQuery>;

/** Which jobs the owner asks for: those of every space. */
export const OwnerJobsQuery = JobsQuery.omit({ intent: true });
export type OwnerJobsQuery = z.infer<typeof OwnerJobsQuery>;
