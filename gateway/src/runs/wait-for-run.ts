import { setTimeout as sleep } from 'node:timers/promises';
import type { ActiveRuns } from './active-runs.ts';
import { isSettled, type Run } from './run.ts';
import type { RunStore } from './run-store.ts';
import { within } from './within.ts';

const firstPollMs = 50;
const slowestPollMs = 1000;

interface Waiting {
  readonly waitMs: number;
  readonly store: RunStore;
  readonly active: ActiveRuns;
}

/**
 * The run as it is once it settled, or as it is when the wait is over. A run of this process
 * wakes its waiters; one that goes on elsewhere is looked at again and again.
 */
export async function waitForRun(run: Run, { waitMs, store, active }: Waiting): Promise<Run> {
  let latest = run;
  let leftMs = waitMs;
  let pollMs = firstPollMs;
  while (!isSettled(latest.status) && leftMs > 0 && !active.stopping.aborted) {
    const here = active.find(latest.id);
    const napMs = here ? leftMs : Math.min(pollMs, leftMs);
    const startedAt = performance.now();
    await (here ? within(here.settled, napMs) : sleep(napMs));
    leftMs -= Math.max(1, performance.now() - startedAt);
    pollMs = Math.min(slowestPollMs, pollMs * 2);
    latest = (await store.findRun({ runId: run.id, space: run.space })) ?? latest;
  }
  return latest;
}
