import type { Receipt } from '#contract';
import type { Stoppable } from '../platform/lifecycle.ts';
import type { Logger } from '../platform/logger.ts';
import type { RunStore, StoredResult } from './run-store.ts';

const flushEveryMs = 500;
/* Few at once: the thread that writes them must not hold a core for long, and writes wait behind it. */
const flushAt = 200;
/* While the store is away, the newest receipts of reads are kept, and the loss of older ones is logged. */
const keptWhileAway = 50_000;
const resultsKeptWhileAway = 1000;

/** Receipts of reads, written in batches within a second, so that a read waits for no disk. */
export interface ReadLedger extends Stoppable {
  record(receipt: Receipt, result?: StoredResult): void;
  /** Writes what waits; afterwards every recorded receipt can be found. */
  flush(): Promise<void>;
}

export function createReadLedger(store: RunStore, log: Logger): ReadLedger {
  let receipts: Receipt[] = [];
  let results: StoredResult[] = [];
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const write = async (): Promise<void> => {
    if (receipts.length === 0) return;
    const batch = { receipts, results };
    receipts = [];
    results = [];
    try {
      await store.recordReads(batch.receipts, batch.results);
    } catch (error) {
      log.warn(
        { err: error, receipts: batch.receipts.length },
        'receipts of reads wait: the store did not take them',
      );
      receipts = [...batch.receipts, ...receipts].slice(-keptWhileAway);
      results = [...batch.results, ...results].slice(-resultsKeptWhileAway);
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };

  return {
    record(receipt, result) {
      receipts.push(receipt);
      if (result) results.push(result);
      if (receipts.length === flushAt) void flush();
      timer ??= setTimeout(() => void flush(), flushEveryMs);
    },
    flush,
    stop: flush,
  };
}
