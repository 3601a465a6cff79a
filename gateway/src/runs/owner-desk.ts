import type { Answer, Job, JobStatus, Page, Resolution } from '#contract';
import { GatewayError } from '../platform/gateway-error.ts';
import { pageFrom } from '../platform/page-from.ts';
import { errorAnswer, frameOfRun, jobOf, listedJobOf } from './answers.ts';
import { jobNotFound } from './job-desk.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';

/** What only the owner may do with jobs: see those of every space, and settle what is unknown. */
export interface OwnerDesk {
  list(query: {
    status?: JobStatus | undefined;
    limit: number;
    cursor?: string | undefined;
  }): Promise<Page<Job>>;
  /** Settles a run of unknown outcome by what the owner found out. `not` lets the same call run again. */
  resolve(jobId: string, resolution: Resolution): Promise<Job>;
}

export function createOwnerDesk({ store, now }: { store: RunStore; now: () => number }): OwnerDesk {
  return {
    async list({ status, limit, cursor }) {
      const rows = await store.listRuns({
        limit: limit + 1,
        ...(status && { status }),
        ...(cursor !== undefined && { after: cursor }),
      });
      return pageFrom(rows, { limit, idOf: ({ id }) => id, toItem: listedJobOf });
    },
    async resolve(jobId, { outcome }) {
      const run = await store.getRunOfAnySpace(jobId);
      if (!run) throw jobNotFound(jobId);
      const at = now();
      const happened = outcome === 'happened';
      const answer = happened ? happenedAnswer(run, at) : didNotHappenAnswer(run, at);
      const status = happened ? 'success' : 'error';
      const resolved = await store.resolveRun({
        runId: jobId,
        status,
        answer,
        at,
        freesKey: !happened,
      });
      if (!resolved) throw jobNotFound(jobId);
      if (resolved.kind === 'not_unknown') throw notUnknown(resolved.run);
      return jobOf(resolved.run);
    },
  };
}

function happenedAnswer(run: Run, now: number): Answer {
  const result = {
    resolved_by_owner: 'happened',
    note: 'The owner found that it happened. Its result was lost.',
  };
  return { ...frameOfRun(run, now), status: 'success', result, job_id: run.id };
}

function didNotHappenAnswer(run: Run, now: number): Answer {
  const error = {
    code: 'cancelled',
    message: 'The owner found that this did not happen.',
    hint: 'Send the request again to run it anew.',
    retryable: true,
  } as const;
  return { ...errorAnswer(frameOfRun(run, now), error), job_id: run.id };
}

function notUnknown(run: Run): GatewayError {
  return new GatewayError(
    'job_settled',
    `Cannot resolve job "${run.id}": its outcome is known (${run.status}).`,
    {
      hint: 'Only jobs with status "unknown" can be resolved: tutti jobs list --status unknown.',
    },
  );
}
