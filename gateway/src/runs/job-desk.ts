import type { Job, JobStatus, Page } from '#contract';
import { scopesCover } from '../identity/scope.ts';
import { fillPage } from '../platform/fill-page.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { ActiveRuns } from './active-runs.ts';
import { jobOf, listedJobOf } from './answers.ts';
import { isSettled, type Run } from './run.ts';
import type { RunStore } from './run-store.ts';
import { waitForRun } from './wait-for-run.ts';

/** Whose jobs are asked for: those of the space, as far as the scopes cover their intents. */
export interface Viewer {
  readonly space: string;
  readonly scopes: readonly string[];
}

/** Jobs as callers see them, over every door. */
export interface JobDesk {
  get(viewer: Viewer, job: { jobId: string; waitMs: number }): Promise<Job>;
  list(viewer: Viewer, query: JobQuery): Promise<Page<Job>>;
  cancel(viewer: Viewer, jobId: string): Promise<Job>;
}

export interface JobQuery {
  readonly status?: JobStatus | undefined;
  readonly intent?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const cancelWaitMs = 2000;

interface DeskParts {
  readonly store: RunStore;
  readonly active: ActiveRuns;
  readonly now: () => number;
  /** Takes a request back that waits for the owner; false where it no longer waits. */
  readonly withdraw: (run: Run) => Promise<boolean>;
}

export function createJobDesk({ store, active, now, withdraw }: DeskParts): JobDesk {
  const getRun = async (viewer: Viewer, jobId: string): Promise<Run> => {
    const run = await store.findRun({ runId: jobId, space: viewer.space });
    if (run && scopesCover(viewer.scopes, run.intent)) return run;
    throw jobNotFound(jobId);
  };
  return {
    async get(viewer, { jobId, waitMs }) {
      const run = await getRun(viewer, jobId);
      return jobOf(await waitForRun(run, { waitMs, store, active }));
    },
    list: (viewer, query) => listJobs(store, viewer, query),
    async cancel(viewer, jobId) {
      const run = await getRun(viewer, jobId);
      if (isSettled(run.status)) throw jobSettled(run);
      if (run.status === 'needs_approval' && (await withdraw(run))) {
        return jobOf(await getRun(viewer, jobId));
      }
      const asked = await store.requestCancel({ runId: jobId, space: viewer.space, at: now() });
      active.stop(jobId, 'cancelled');
      return jobOf(await waitForRun(asked ?? run, { waitMs: cancelWaitMs, store, active }));
    },
  };
}

function listJobs(
  store: RunStore,
  { space, scopes }: Viewer,
  { limit, cursor, status, intent }: JobQuery,
): Promise<Page<Job>> {
  const filter = { space, ...(status && { status }), ...(intent !== undefined && { intent }) };
  return fillPage({
    limit,
    cursor,
    read: (page) => store.listRuns({ ...filter, ...page }),
    isWanted: (run) => scopesCover(scopes, run.intent),
    idOf: ({ id }) => id,
    toItem: listedJobOf,
  });
}

export function jobNotFound(jobId: string): GatewayError {
  return new GatewayError('job_not_found', `There is no job "${jobId}".`, {
    hint: 'GET /jobs lists the jobs that you may see.',
  });
}

function jobSettled(run: Run): GatewayError {
  return new GatewayError(
    'job_settled',
    `Cannot cancel job "${run.id}": it has ended (${run.status}).`,
    {
      hint: `GET /jobs/${run.id} has its answer.`,
    },
  );
}
