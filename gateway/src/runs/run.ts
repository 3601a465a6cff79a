import type { Answer, Effect, JobStatus, Progress, Repeat, Route } from '#contract';
import type { JsonObject, JsonValue } from '../platform/json.ts';

/** One execution of an intent, as it is kept. Times are milliseconds since the epoch. */
export interface Run {
  readonly id: string;
  readonly caller: string;
  readonly space: string;
  readonly intent: string;
  readonly route: Route;
  readonly effect: Effect;
  readonly repeat: Repeat;
  readonly resource: string;
  readonly inputs: JsonObject;
  readonly inputsDigest: string;
  /** By what its engine finds it again on the far side, where it goes on without this process. */
  readonly handle?: JsonObject;
  /** What its confirmed preview promised; the run acts on exactly this. */
  readonly plan?: JsonValue;
  /** The rule or default that let it through. */
  readonly rule: string;
  readonly callbackUrl?: string;
  readonly traceId: string;
  readonly createdAt: number;
  readonly status: JobStatus;
  /** Grows with every attempt: an old attempt cannot settle over a newer one. */
  readonly epoch: number;
  readonly replicaId: string;
  readonly leaseUntil: number;
  readonly cancelRequestedAt?: number;
  readonly progress?: Progress;
  readonly settledAt?: number;
  readonly answer?: Answer;
}

/** Statuses in which a run has its final answer. `unknown` is settled too, until the owner resolves it. */
const settledStatuses: ReadonlySet<JobStatus> = new Set([
  'success',
  'error',
  'cancelled',
  'unknown',
  'denied',
  'expired',
]);

export function isSettled(status: JobStatus): boolean {
  return settledStatuses.has(status);
}
