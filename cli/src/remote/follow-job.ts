import { setTimeout as sleep } from 'node:timers/promises';
import type { JobStatus } from '#contract';
import { CliError } from '../shared/cli-error.ts';
import type { HttpClient } from './http-client.ts';
import { AnyJob } from './wire.ts';

const failuresInARow = 10;
const pauseMs = 1000;

interface FollowOptions {
  readonly client: HttpClient;
  readonly jobId: string;
  /** How long the gateway holds each look at the job. */
  readonly waitSeconds: number;
  readonly onLook: (job: AnyJob) => void;
  readonly signal: AbortSignal;
}

/**
 * Looks at a job until it no longer runs. A gateway that cannot be reached for a while, because it
 * starts anew, is waited for; the job survives that.
 */
export async function followJob({
  client,
  jobId,
  waitSeconds,
  onLook,
  signal,
}: FollowOptions): Promise<AnyJob> {
  let failures = 0;
  for (;;) {
    const job = await client
      .get(`/jobs/${encodeURIComponent(jobId)}`, AnyJob, { wait_s: waitSeconds }, signal)
      .catch((error: unknown) => {
        failures += 1;
        if (!isPassing(error) || failures > failuresInARow) throw error;
        return undefined;
      });
    if (job === undefined) {
      await sleep(pauseMs, undefined, { signal });
      continue;
    }
    failures = 0;
    onLook(job);
    if (!goesOn(job.status)) return job;
    if (waitSeconds === 0) await sleep(pauseMs, undefined, { signal });
  }
}

function goesOn(status: JobStatus): boolean {
  return status === 'queued' || status === 'running';
}

const passingCodes = new Set([
  'not_running',
  'no_answer',
  'unreachable',
  'shutting_down',
  'overloaded',
  'rate_limited',
]);

function isPassing(error: unknown): boolean {
  return error instanceof CliError && passingCodes.has(error.code);
}
