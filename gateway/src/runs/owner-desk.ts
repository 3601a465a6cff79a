import type { Answer, Job, JobStatus, Page, Resolution } from '#contract';
import { GatewayError } from '../platform/gateway-error.ts';
import type { NewId } from '../platform/ids.ts';
import { pageFrom } from '../platform/page-from.ts';
import { frameOfRun, jobOf, listedJobOf } from './answers.ts';
import { jobNotFound } from './job-desk.ts';
import { receiptOfRun } from './receipt-of.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';

/** What only the owner may do with jobs: see those of every space, and settle what is unknown. */
export interface OwnerDesk {
  list(query: {
    status?: JobStatus | undefined;
    limit: number;
    cursor?: string | undefined;
  }): Promise<Page<Job>>;
  get(jobId: string): Promise<Job>;
  /** Settles a run of unknown outcome by what the owner found out. `not` lets the same call run again. */
  resolve(jobId: string, resolution: Resolution): Promise<Job>;
}

interface OwnerDeskParts {
  readonly store: RunStore;
  readonly newId: NewId;
  readonly now: () => number;
}

export function createOwnerDesk({ store, newId, now }: OwnerDeskParts): OwnerDesk {
  return {
    async list({ status, limit, cursor }) {
      const rows = await store.listRuns({
        limit: limit + 1,
        ...(status && { status }),
        ...(cursor !== undefined && { after: cursor }),
      });
      return pageFrom(rows, { limit, idOf: ({ id }) => id, toItem: listedJobOf });
    },
    async get(jobId) {
      const run = await store.getRunOfAnySpace(jobId);
      if (!run) throw jobNotFound(jobId);
      return jobOf(run);
    },
    async resolve(jobId, { outcome }) {
      const run = await store.getRunOfAnySpace(jobId);
      if (!run) throw jobNotFound(jobId);
      const at = now();
      const happened = outcome === 'happened';
      const found = happened ? happenedAnswer(run, at) : didNotHappenAnswer(run, at);
      const status = found.status;
      const receiptId = run.answer?.receipt_id ?? newId('rcp');
      const answer: Answer = { ...found, job_id: run.id, receipt_id: receiptId };
      const resolved = await store.resolveRun({
        runId: jobId,
        status,
        answer,
        receipt: receiptOfRun(run, {
          receiptId,
          status,
          errorCode: answer.error?.code,
          now: run.settledAt ?? at,
        }),
        at,
        freesKey: !happened,
      });
      if (!resolved) throw jobNotFound(jobId);
      if (resolved.kind === 'not_unknown') throw notUnknown(resolved.run);
      return jobOf(resolved.run);
    },
  };
}

function happenedAnswer(run: Run, now: number) {
  const result = {
    resolved_by_owner: 'happened',
    note: 'The owner found that it happened. Its result was lost.',
  };
  return { status: 'success', ...frameOfRun(run, now), result } as const;
}

function didNotHappenAnswer(run: Run, now: number) {
  const error = {
    code: 'cancelled',
    message: 'The owner found that this did not happen.',
    hint: 'Send the request again to run it anew.',
    retryable: true,
  } as const;
  return { status: 'error', ...frameOfRun(run, now), error } as const;
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
