import type { Answer, Job } from '../../contract/src/index.ts';
import type { Client } from './support/client.ts';

/** One effectful call, and all that its sender knows of it. */
export interface Sent {
  readonly kind: 'memory' | 'once' | 'safe';
  /** Text of the memory, or id in the ledger; no two calls have the same. */
  readonly mark: string;
  /** Absent where sending it again would be a new call. */
  readonly key?: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** `promised`: answered "success" or "accepted". `refused`: answered that nothing happened. */
  standing: 'unanswered' | 'promised' | 'refused' | 'outcome_unknown' | 'failed';
  jobId?: string;
  /** What came back where it should not have. */
  trouble?: string;
}

/** Sends it and keeps what came back. False where the connection broke, so that nothing is known. */
export async function send(sent: Sent, client: Client): Promise<boolean> {
  let answer: Answer;
  try {
    answer = await client.call(sent.request);
  } catch {
    return false;
  }
  if (answer.job_id !== undefined) sent.jobId = answer.job_id;
  sent.standing = standingOf(answer);
  if (sent.standing === 'failed' || sent.standing === 'refused') {
    sent.trouble = JSON.stringify(answer.error ?? answer.status);
  }
  return true;
}

function standingOf({ status, error }: Answer): Sent['standing'] {
  if (status === 'success' || status === 'accepted') return 'promised';
  if (error?.code === 'outcome_unknown') return 'outcome_unknown';
  return error?.retryable === true ? 'refused' : 'failed';
}

/** Brings up to date what was promised to be done: its job has to have ended. */
export function followJob(sent: Sent, job: Job | undefined): void {
  if (job?.status === 'success') return;
  sent.standing = job?.status === 'unknown' ? 'outcome_unknown' : 'failed';
  sent.trouble = `its job ${sent.jobId} is ${job ? job.status : 'not there'}`;
}
