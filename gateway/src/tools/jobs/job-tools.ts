import { Job, JobStatus, maxWaitSeconds, PageInputs, WaitSeconds } from '#contract';
import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import type { JsonValue } from '../../platform/json.ts';
import type { JobDesk } from '../../runs/job-desk.ts';

const JobId = z.string().min(1).max(100).describe('Id of a job, such as job_01k….');
/* The call outlasts the wait inside of it, or it would become a job about a job. */
const answeringMs = 1000;
const longestWaitMs = maxWaitSeconds * 1000 - answeringMs;
const exampleId = 'job_01k9d0example000000000000';

/** The `jobs.*` intents: the same desk that GET /jobs asks. */
export function jobTools(desk: JobDesk): readonly Tool[] {
  return [getJob(desk), listJobs(desk), cancelJob(desk)];
}

function getJob(desk: JobDesk): Tool {
  return defineTool({
    name: 'jobs.get',
    title: 'Look at a job',
    description:
      'Tells how a job stands, and gives its answer once it has ended. Waits for the end as long as it is told to.',
    effect: 'read',
    inputs: z.strictObject({ job_id: JobId, wait_s: WaitSeconds.default(0) }),
    outputs: Job,
    examples: [{ say: 'Is it done?', inputs: { job_id: exampleId, wait_s: 5 } }],
    wantedWaitMs: ({ wait_s }) => wait_s * 1000 + answeringMs,
    async run({ inputs, caller }) {
      const waitMs = Math.min(inputs.wait_s * 1000, longestWaitMs);
      const job = await desk.get(caller, { jobId: inputs.job_id, waitMs });
      return { result: asJson(job) };
    },
  });
}

function listJobs(desk: JobDesk): Tool {
  return defineTool({
    name: 'jobs.list',
    title: 'List jobs',
    description: 'Lists the jobs of this space, newest first, in pages.',
    effect: 'read',
    inputs: PageInputs.extend({
      status: JobStatus.optional(),
      intent: z.string().max(200).optional(),
    }),
    outputs: z.object({ items: z.array(Job), next_cursor: z.string().optional() }),
    examples: [{ say: 'What is still running?', inputs: { status: 'running' } }],
    run: async ({ inputs, caller }) => ({ result: asJson(await desk.list(caller, inputs)) }),
  });
}

function cancelJob(desk: JobDesk): Tool {
  return defineTool({
    name: 'jobs.cancel',
    title: 'Cancel a job',
    description: 'Asks a running job to end. What it has done already stays done.',
    effect: 'write',
    repeat: 'safe',
    sameness: { kind: 'never' },
    inputs: z.strictObject({ job_id: JobId }),
    outputs: Job,
    examples: [{ say: 'Stop that job', inputs: { job_id: exampleId } }],
    run: async ({ inputs, caller }) => ({
      result: asJson(await desk.cancel(caller, inputs.job_id)),
    }),
  });
}

/* A job is JSON by its schema; TypeScript cannot see that of `unknown` members. */
function asJson(job: object): JsonValue {
  return job as JsonValue;
}
