import type { RunStore } from '../../runs/run-store.ts';
import { withPlan } from './accept-run.ts';
import type { Channels } from './channels.ts';

export function createSqliteRunStore({ writer, reader }: Channels): RunStore {
  return {
    async acceptRun(input) {
      const acceptance = await writer.call('acceptRun', input);
      if (acceptance.kind !== 'accepted') return acceptance;
      return { kind: 'accepted', run: withPlan(input.run, acceptance.plan) };
    },
    settleRun: (input) => writer.call('settleRun', input),
    saveProgress: (input) => writer.call('saveProgress', input),
    saveHandle: (input) => writer.call('saveHandle', input),
    touchRuns: (input) => writer.call('touchRuns', input),
    takeExpiredRuns: (input) => writer.call('takeExpiredRuns', input),
    endOtherLeases: (input) => writer.call('endOtherLeases', input),
    requestCancel: (input) => writer.call('requestCancel', input),
    decideApproval: (input) => writer.call('decideApproval', input),
    takeQueuedRuns: (input) => writer.call('takeQueuedRuns', input),
    resolveRun: (input) => writer.call('resolveRun', input),
    recordReads: (receipts, results) =>
      writer.call(
        'recordReads',
        receipts.map((receipt) => JSON.stringify(receipt)).join('\n'),
        results,
      ),
    findKeyedRun: (key) => reader.call('findKeyedRun', key),
    findRun: (input) => reader.call('findRun', input),
    getRunOfAnySpace: (runId) => reader.call('getRunOfAnySpace', runId),
    listRuns: (input) => reader.call('listRuns', input),
    findReceipt: (input) => reader.call('findReceipt', input),
    listReceipts: (input) => reader.call('listReceipts', input),
    findResult: (input) => reader.call('findResult', input),
    async prune(input) {
      await sliceBySlice(() => writer.call('pruneSalts', input));
      const expired = await sliceBySlice(() => writer.call('expireSlice', input));
      return expired + (await sliceBySlice(() => writer.call('pruneSlice', input)));
    },
  };
}

/* Other decisions get their turn in between. */
async function sliceBySlice(pruneSlice: () => Promise<number>): Promise<number> {
  let gone = 0;
  for (;;) {
    const rows = await pruneSlice();
    if (rows === 0) return gone;
    gone += rows;
  }
}
