import type { Answer, Receipt } from '#contract';
import { isoTime } from '../../platform/clock.ts';
import { createIds, type NewId } from '../../platform/ids.ts';
import type { Run, RunKey, SettleRun, StoredResult } from '../run-store.ts';

/** Half a year before anything that a test could confuse it with. */
export const start = 1_800_000_000_000;

export interface SampleRuns {
  readonly newId: NewId;
  /** A running run of caller `chatgpt` in space `home`, one millisecond younger than the one before. */
  run(changes?: Partial<Run>): Run;
  /** What settles the run with success, unless said otherwise. */
  settling(run: Run, changes?: Partial<SettleRun>): SettleRun;
  /** The receipt of a read. */
  readReceipt(changes?: Partial<Receipt>): Receipt;
  result(changes?: Partial<StoredResult>): StoredResult;
}

export function createSampleRuns(): SampleRuns {
  let lastAt = start;
  const newId = createIds(() => lastAt);

  return {
    newId,
    run(changes = {}) {
      lastAt += 1;
      const createdAt = changes.createdAt ?? lastAt;
      return {
        id: newId('job'),
        caller: 'chatgpt',
        space: 'home',
        intent: 'lights.set',
        route: { engine: 'agent', reason: 'the tool of that name' },
        effect: 'write',
        repeat: 'never',
        resource: 'lights',
        inputs: { room: 'kitchen', on: true },
        inputsDigest: 'digest-of-inputs',
        rule: 'default: write',
        traceId: '0af7651916cd43dd8448eb211c80319c',
        createdAt,
        status: 'running',
        epoch: 1,
        replicaId: 'rep_a',
        leaseUntil: createdAt + 30_000,
        ...changes,
      };
    },
    settling(run, changes = {}) {
      const status = changes.status ?? 'success';
      return {
        runId: run.id,
        epoch: run.epoch,
        status,
        answer: answerOf(run),
        at: run.createdAt + 5,
        freesKey: false,
        receipt: { ...receiptOf(run, newId), status },
        changes: [],
        ...changes,
      };
    },
    readReceipt(changes = {}) {
      lastAt += 1;
      const { job_id: _job, ...receipt } = receiptOf(this.run(), newId);
      return { ...receipt, effect: 'read', intent: 'memory.search', ...changes };
    },
    result(changes = {}) {
      return {
        handle: newId('res'),
        space: 'home',
        intent: 'files.read',
        text: '"a long text"',
        expiresAt: start + 60_000,
        ...changes,
      };
    },
  };
}

export function answerOf(run: Run): Answer {
  return {
    status: 'success',
    intent: run.intent,
    mode: run.route.engine,
    result: { done: true },
    job_id: run.id,
    duration_ms: 5,
    trace_id: run.traceId,
  };
}

export function explicitKey(key: string, expiresAt = start + 60_000): RunKey {
  return { kind: 'explicit', key, expiresAt };
}

export function derivedKey(
  key: string,
  { expiresAt = start + 60_000, again = false }: { expiresAt?: number; again?: boolean } = {},
): RunKey {
  return { kind: 'derived', key, expiresAt, again };
}

function receiptOf(run: Run, newId: NewId): Receipt {
  return {
    receipt_id: newId('rcp'),
    job_id: run.id,
    caller: run.caller,
    space: run.space,
    intent: run.intent,
    effect: run.effect,
    route: run.route,
    rule: run.rule,
    status: 'success',
    inputs_digest: run.inputsDigest,
    started_at: isoTime(run.createdAt),
    duration_ms: 5,
    trace_id: run.traceId,
  };
}
