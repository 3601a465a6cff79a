import type { Run } from '../../runs/run-store.ts';

/** A row of `runs`, without its key. */
export interface RunRow {
  readonly seq: number;
  readonly id: string;
  readonly caller: string;
  readonly space: string;
  readonly intent: string;
  readonly route: string;
  readonly effect: Run['effect'];
  readonly repeat: Run['repeat'];
  readonly resource: string;
  readonly inputs: string;
  readonly inputs_digest: string;
  readonly plan: string | null;
  readonly handle: string | null;
  readonly rule: string;
  readonly callback_url: string | null;
  readonly trace_id: string;
  readonly created_at: number;
  readonly status: Run['status'];
  readonly epoch: number;
  readonly replica_id: string;
  readonly lease_until: number;
  readonly cancel_requested_at: number | null;
  readonly progress: string | null;
  readonly settled_at: number | null;
  readonly answer: string | null;
}

/** The columns of `RunRow`, for SELECT and RETURNING. */
export const runColumns = `seq, id, caller, space, intent, route, effect, repeat, resource, inputs,
  inputs_digest, plan, handle, rule, callback_url, trace_id, created_at, status, epoch, replica_id,
  lease_until, cancel_requested_at, progress, settled_at, answer`;

/* JSON columns are parsed into what they were written from, a few lines below. */
export function runOf(row: RunRow): Run {
  return {
    id: row.id,
    caller: row.caller,
    space: row.space,
    intent: row.intent,
    route: JSON.parse(row.route) as Run['route'],
    effect: row.effect,
    repeat: row.repeat,
    resource: row.resource,
    inputs: JSON.parse(row.inputs) as Run['inputs'],
    inputsDigest: row.inputs_digest,
    ...(row.plan !== null && { plan: planOf(row.plan) }),
    ...(row.handle !== null && { handle: JSON.parse(row.handle) as NonNullable<Run['handle']> }),
    rule: row.rule,
    ...(row.callback_url !== null && { callbackUrl: row.callback_url }),
    traceId: row.trace_id,
    createdAt: row.created_at,
    status: row.status,
    epoch: row.epoch,
    replicaId: row.replica_id,
    leaseUntil: row.lease_until,
    ...(row.cancel_requested_at !== null && { cancelRequestedAt: row.cancel_requested_at }),
    ...(row.progress !== null && {
      progress: JSON.parse(row.progress) as NonNullable<Run['progress']>,
    }),
    ...(row.settled_at !== null && { settledAt: row.settled_at }),
    ...(row.answer !== null && { answer: JSON.parse(row.answer) as NonNullable<Run['answer']> }),
  };
}

export function planOf(text: string): NonNullable<Run['plan']> {
  return JSON.parse(text) as NonNullable<Run['plan']>;
}

/** What a new run is inserted with. */
export function newRunParams(run: Run) {
  return {
    id: run.id,
    caller: run.caller,
    space: run.space,
    intent: run.intent,
    route: JSON.stringify(run.route),
    effect: run.effect,
    repeat: run.repeat,
    resource: run.resource,
    inputs: JSON.stringify(run.inputs),
    inputs_digest: run.inputsDigest,
    plan: run.plan === undefined ? null : JSON.stringify(run.plan),
    handle: run.handle === undefined ? null : JSON.stringify(run.handle),
    rule: run.rule,
    callback_url: run.callbackUrl ?? null,
    trace_id: run.traceId,
    created_at: run.createdAt,
    status: run.status,
    epoch: run.epoch,
    replica_id: run.replicaId,
    lease_until: run.leaseUntil,
  };
}
