import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../gateway/src/platform/gateway-error.ts';
import type { RunStore } from '../../gateway/src/runs/run-store.ts';
import { openHouse, type House } from './harness.ts';
import { createWorld } from './world.ts';

/* The store is away where `away` names the decision. */
const away = new Set<keyof RunStore>();
const saved: (string | undefined)[] = [];
const world = createWorld();
let house: House;

beforeEach(async () => {
  house = await openHouse({ world, leaseMs: 40, runsThrough });
  house.meet();
  saved.length = 0;
});
afterEach(async () => {
  away.clear();
  await house.close();
});

function runsThrough(runs: RunStore): RunStore {
  const here = <Decision>(name: keyof RunStore, decide: () => Promise<Decision>) =>
    away.has(name) ? Promise.reject(storeAway()) : decide();
  return {
    ...runs,
    acceptRun: (input) => here('acceptRun', () => runs.acceptRun(input)),
    saveProgress: (input) => {
      saved.push(input.progress.message);
      return runs.saveProgress(input);
    },
    settleRun: (input) => here('settleRun', () => runs.settleRun(input)),
    recordReads: (...input) => here('recordReads', () => runs.recordReads(...input)),
  };
}

function storeAway(): GatewayError {
  return new GatewayError('storage_unavailable', 'The disk is full.', {
    hint: 'Later.',
    retryable: true,
  });
}

const begin = (intent: string) => house.call({ intent, inputs: { how: 'waits' } });

const waitingLines = () => house.lines.filter(({ message }) => message.includes('waits to be'));

describe('while the store is away', () => {
  it('a finished run waits to be recorded, and is answered then', async () => {
    const going = begin('lamp.set');
    await expect.poll(world.waiting).toBe(1);
    away.add('settleRun');
    world.letGo();
    await expect.poll(waitingLines).not.toEqual([]);
    away.clear();
    expect(await going).toMatchObject({ status: 'success', result: { did: 'x' } });
    expect(world.done).toHaveLength(1);
  });

  it('a stop does not wait for it, and the next start finds the run lost', async () => {
    const going = begin('lamp.set');
    await expect.poll(world.waiting).toBe(1);
    away.add('settleRun');
    world.letGo();
    await expect.poll(waitingLines).not.toEqual([]);
    const startedAt = performance.now();
    await house.active.stopAll('shutdown');
    expect(performance.now() - startedAt).toBeLessThan(1000);
    const { status, job_id = '' } = await going;
    expect(status).toBe('accepted');

    away.clear();
    const next = await openHouse({
      world: createWorld(),
      folder: house.folder,
      steps: house.steps,
    });
    await next.recover();
    const run = await next.store.runs.getRunOfAnySpace(job_id);
    expect(run).toMatchObject({ status: 'unknown' });
    await next.close();
  });

  it('receipts of reads wait, and can be found once it is back', async () => {
    away.add('recordReads');
    const { receipt_id: receiptId = '' } = await house.call({ intent: 'probe.read' });
    const caller = house.meet({ name: 'caller-1', space: 'space-1' });
    await expect(house.archive.getReceipt(caller, receiptId)).rejects.toMatchObject({
      code: 'receipt_not_found',
    });
    expect(house.lines).toMatchObject([{ level: 'warn', fields: { receipts: 1 } }]);
    away.clear();
    expect(await house.archive.getReceipt(caller, receiptId)).toMatchObject({ status: 'success' });
  });
});

describe('a read that outlasts its wait', () => {
  const slowRead = () =>
    house.call({ intent: 'probe.read', inputs: { how: 'waits', steps: 3 }, wait_s: 0.05 });

  it('is stopped where it cannot be recorded, and may be sent again', async () => {
    away.add('acceptRun');
    const { status, error } = await slowRead();
    expect(status).toBe('error');
    expect(error).toMatchObject({ code: 'storage_unavailable', retryable: true });
    expect(world.signals.at(-1)?.aborted).toBe(true);
    expect(house.active.count()).toBe(0);
  });

  it('has its progress saved only once it is a job', async () => {
    const quick = house.call({ intent: 'probe.read', inputs: { steps: 3 } });
    expect((await quick).status).toBe('success');
    expect(saved).toEqual([]);
    const { job_id = '' } = await slowRead();
    expect(saved).toEqual(['step 3']);
    expect(house.active.latestProgress(job_id)).toEqual({ message: 'step 3' });
  });
});

describe('the end of recovery', () => {
  it('waits for a sweep that goes on', async () => {
    const stuck = Promise.withResolvers<void>();
    let sweeps = 0;
    let swept = 0;
    const slow = await openHouse({
      world: createWorld(),
      leaseMs: 40,
      runsThrough: (runs) => ({
        ...runs,
        async takeExpiredRuns(input) {
          sweeps += 1;
          if (sweeps > 1) await stuck.promise;
          swept += 1;
          return runs.takeExpiredRuns(input);
        },
      }),
    });
    const recovery = await slow.keepRecovering();
    await expect.poll(() => sweeps).toBe(2);
    let stopped = false;
    const stopping = recovery.stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([sweeps, swept, stopped]).toEqual([2, 1, false]);
    stuck.resolve();
    await stopping;
    expect(swept).toBe(2);
    await slow.close();
  });
});
