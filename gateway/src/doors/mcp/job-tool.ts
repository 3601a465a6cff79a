import { WaitSeconds } from '#contract';
import { z } from 'zod';
import type { OwnTool } from './own-tool.ts';
import { parseArguments } from './parse-arguments.ts';
import { resultOutcome } from './tool-outcome.ts';
import { structuredResult } from './tool-result.ts';

const Inputs = z.strictObject({
  job_id: z.string().min(1).max(100),
  wait_s: WaitSeconds.default(0),
});

/** How a job stands, for callers whose scopes leave the intent `jobs.get` out: over HTTP they may look as well. */
export const jobTool: OwnTool = {
  tool: {
    name: 'jobs_get',
    title: 'Look at a job',
    description: 'Tells how a job stands, and gives its answer once it has ended.',
    inputSchema: {
      type: 'object',
      properties: { job_id: { type: 'string' }, wait_s: { type: 'number' } },
      required: ['job_id'],
    },
    annotations: {
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  },
  async call(args, { caller }, { jobs }) {
    const { job_id, wait_s } = parseArguments(Inputs, args, 'jobs_get');
    const result = await jobs.get(caller, { jobId: job_id, waitMs: wait_s * 1000 });
    return resultOutcome(structuredResult({ status: 'success', result }));
  },
};
