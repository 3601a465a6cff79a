import type { Answer, JobStatus, Progress, Receipt } from '#contract';
import type { StoredApproval } from '../consent/approval-store.ts';
import type { JsonObject } from '../platform/json.ts';
import type { StoreChange } from '../platform/store-change.ts';
import type { Run } from './run.ts';

export type { Run } from './run.ts';

/**
 * Keeps runs, their keys, receipts and capped results. Every method is one whole decision,
 * committed and synced before its promise resolves, and safe under any concurrency.
 */
export interface RunStore {
  /** Records a run before its effect and claims it, unless its key or its consent says otherwise. */
  acceptRun(input: AcceptRun): Promise<AcceptOutcome>;
  /** What an explicit key stands for, if it was used and still holds. */
  findKeyedRun(key: ExplicitKey): Promise<KeyedRun | undefined>;
  /** Result, receipt, changes and callback in one commit. `fenced`: a newer attempt owns the run, nothing was written. */
  settleRun(input: SettleRun): Promise<'settled' | 'fenced'>;
  /** Keeps progress for those who poll. Ignored where the epoch is old or the run settled. */
  saveProgress(input: { runId: string; epoch: number; progress: Progress }): Promise<void>;
  /** Keeps by what the engine finds the run again. Ignored where the epoch is old or the run settled. */
  saveHandle(input: { runId: string; epoch: number; handle: JsonObject }): Promise<void>;
  /** Lengthens the leases that this replica holds on the runs; gives those among them whose cancellation was asked for. */
  touchRuns(input: {
    replicaId: string;
    runIds: readonly string[];
    leaseUntil: number;
  }): Promise<readonly string[]>;
  /** Takes over running runs whose lease ended before `now`: a new epoch each, oldest first. */
  takeExpiredRuns(input: TakeExpiredRuns): Promise<readonly Run[]>;
  /** Ends the leases of every other replica. Only for a start that knows it is alone. */
  endOtherLeases(input: { replicaId: string; now: number }): Promise<void>;
  /** Notes that cancellation was asked for. Gives the run as it now is, or undefined where there is none. */
  requestCancel(input: { runId: string; space: string; at: number }): Promise<Run | undefined>;
  /**
   * Turns an `unknown` run and its receipt into what the owner found. `not` frees its keys.
   * Undefined where there is no such run.
   */
  resolveRun(
    input: ResolveRun,
  ): Promise<{ kind: 'resolved' | 'not_unknown'; run: Run } | undefined>;
  /**
   * Decides a waiting approval, once: `too_late` where it was decided before, or is approved after its time.
   * An approved run is `queued`, and is from then on its caller's last effect on its resource;
   * any other decision settles its run in the same commit.
   */
  decideApproval(input: DecideApproval): Promise<ApprovalVerdict | undefined>;
  /** Takes runs that were approved: a new epoch each, oldest first. */
  takeQueuedRuns(input: TakeExpiredRuns): Promise<readonly Run[]>;
  findRun(input: { runId: string; space: string }): Promise<Run | undefined>;
  /** The owner's view: of any space. */
  getRunOfAnySpace(runId: string): Promise<Run | undefined>;
  /** Newest first, at most `limit`. */
  listRuns(input: ListRuns): Promise<readonly Run[]>;
  /** Receipts of reads (and previews), which have no run. */
  recordReads(receipts: readonly Receipt[], results: readonly StoredResult[]): Promise<void>;
  findReceipt(input: { receiptId: string; space: string }): Promise<Receipt | undefined>;
  /** Newest first, at most `limit`. */
  listReceipts(input: ListReceipts): Promise<readonly Receipt[]>;
  findResult(input: { handle: string; space: string }): Promise<StoredResult | undefined>;
  /** Forgets what is past its time: keys, previews, results, decided approvals, receipts of reads, settled runs, expired memories. Gives how many rows went. */
  prune(input: {
    now: number;
    runsBefore: number;
    readReceiptsBefore: number;
    keepReadReceipts: number;
  }): Promise<number>;
}

export interface AcceptRun {
  readonly run: Run;
  /** Present: the run waits for the owner (status `needs_approval`), who is told by the notices. */
  readonly ask?: { readonly approval: StoredApproval; readonly notices: readonly OutboxEntry[] };
  readonly key?: RunKey;
  /** Present: accepted only by spending a preview, in the same commit. */
  readonly consent?: ConsentClaim;
}

export interface ExplicitKey {
  readonly caller: string;
  readonly intent: string;
  readonly key: string;
  readonly now: number;
}

/**
 * What makes a repeated call the same. An explicit key holds until `expiresAt`. A derived one
 * only while no other effectful run of that caller on that resource was accepted since; of a run
 * that has yet to begin, it holds whatever else was accepted.
 * While its run has an unknown outcome, either holds without end, against `again` and a fresh consent too.
 */
export type RunKey =
  | { readonly kind: 'explicit'; readonly key: string; readonly expiresAt: number }
  | {
      readonly kind: 'derived';
      readonly key: string;
      readonly expiresAt: number;
      /** The caller asked to run anew: takes the key over instead of joining. */
      readonly again: boolean;
    };

/**
 * Goes on with a preview: by its token, or by repeating the same request with a flag. A flag spends
 * every preview of that request at once, so that a repeated flag cannot run it twice.
 */
export type ConsentClaim =
  | { readonly kind: 'token'; readonly tokenHash: string; readonly digest: string }
  | { readonly kind: 'flag'; readonly digest: string };

export type AcceptOutcome =
  /** Recorded and claimed. `run.plan` is that of the spent preview. */
  | { readonly kind: 'accepted'; readonly run: Run }
  /** The same call was made before: join it while it runs, replay its answer when settled. */
  | { readonly kind: 'existing'; readonly run: Run }
  /** The explicit key was used with other inputs. */
  | { readonly kind: 'key_reused'; readonly run: Run }
  | { readonly kind: 'consent_refused'; readonly why: ConsentRefusal };

export type ConsentRefusal =
  /** No preview that a flag may spend: preview first. */
  | 'no_preview'
  | 'unknown_token'
  | 'not_yours'
  | 'expired'
  /** Inputs or target are no longer those of the preview. */
  | 'changed'
  /** Spent already, by another request than this. */
  | 'spent';

export interface KeyedRun {
  readonly run: Run;
}

/** A run whose inputs were forgotten has none to compare: its key alone tells which call it was. */
export function hasSameInputs(kept: Pick<Run, 'inputsDigest'>, inputsDigest: string): boolean {
  return isForgotten(kept) || kept.inputsDigest === inputsDigest;
}

/** Whether what the run was asked was forgotten since. */
export function isForgotten({ inputsDigest }: Pick<Run, 'inputsDigest'>): boolean {
  return inputsDigest === '';
}

export interface SettleRun {
  readonly runId: string;
  readonly epoch: number;
  readonly status: JobStatus;
  readonly answer: Answer;
  readonly at: number;
  /** True: the same key may run again, and the same preview be spent again; the effect did not happen, or may happen twice. */
  readonly freesKey: boolean;
  readonly receipt: Receipt;
  readonly changes: readonly StoreChange[];
  readonly result?: StoredResult;
  readonly callback?: OutboxEntry;
}

/** A callback to be sent; delivery takes it from the outbox. `body` is sent as it is. */
export interface OutboxEntry {
  readonly id: string;
  readonly caller: string;
  readonly space: string;
  readonly runId: string;
  readonly url: string;
  readonly body: string;
  /** Absent: it goes to the caller. The owner's addresses stand in the configuration. */
  readonly to?: 'owner';
  /** Beside those of every callback. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

/** The whole text of a result that was capped in its answer. */
export interface StoredResult {
  readonly handle: string;
  readonly space: string;
  readonly intent: string;
  /** Empty once it was forgotten. */
  readonly text: string;
  readonly forgotten?: boolean;
  readonly expiresAt: number;
}

export interface DecideApproval {
  readonly approvalId: string;
  readonly at: number;
  readonly decision:
    | {
        readonly kind: 'approve';
        readonly rememberUntil?: number;
        /** Until when the same request, sent again, is given what came of this one. Explicit keys hold as ever. */
        readonly joinUntil: number;
      }
    | { readonly kind: 'deny' | 'expire' | 'withdraw'; readonly settle: SettleRun };
}

export interface ApprovalVerdict {
  readonly kind: 'decided' | 'too_late';
  /** As it is now. */
  readonly approval: StoredApproval;
}

export interface TakeExpiredRuns {
  readonly replicaId: string;
  readonly now: number;
  readonly leaseUntil: number;
  readonly limit: number;
}

export interface ResolveRun {
  readonly runId: string;
  readonly status: 'success' | 'error';
  readonly answer: Answer;
  /** Takes the place of the one with its id. */
  readonly receipt: Receipt;
  readonly at: number;
  readonly freesKey: boolean;
}

export interface ListRuns {
  /** Absent: of every space (the owner's view). */
  readonly space?: string;
  readonly status?: JobStatus;
  readonly intent?: string;
  readonly limit: number;
  /** Id of the last run of the page before. */
  readonly after?: string;
}

export interface ListReceipts {
  readonly space?: string;
  readonly limit: number;
  readonly after?: string;
}
