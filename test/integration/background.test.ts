import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '../../gateway/src/identity/caller.ts';
import type { LogFields, Logger } from '../../gateway/src/platform/logger.ts';
import { keepHouse } from '../../gateway/src/runs/housekeeping.ts';
import { keepLeases } from '../../gateway/src/runs/lease-keeper.ts';
import type { RunStore } from '../../gateway/src/runs/run-store.ts';
import { openHouse, type House } from './harness.ts';
import { createWorld } from './world.ts';

const dayMs = 24 * 60 * 60_000;
const world = createWorld();
const warnings: LogFields[] = [];
const ignore = () => undefined;
const log: Logger = {
  debug: ignore,
  info: ignore,
  warn: (fields) => void warnings.push(fields),
  error: ignore,
};
let house: House;
let caller: Caller;

/* Only intervals stand still: the store and the polling of tests need the other timers. */
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  house = await openHouse({ world });
});
beforeEach(() => {
  caller = house.meet();
  warnings.length = 0;
});
afterEach(() => world.letGo());
afterAll(async () => {
  vi.useRealTimers();
  await house.close();
});

describe('housekeeping', () => {
  const keep = (store: RunStore) =>
    keepHouse({
      store,
      now: () => house.steps.now(),
      runsDays: () => 30,
      receiptsOfReadsDays: () => 7,
      log,
    });
  const remains = (id: string) => house.store.runs.getRunOfAnySpace(id);

  it('forgets every ten minutes what is past its time, until it is stopped', async () => {
    const housekeeping = keep(house.store.runs);
    const { job_id: first = '' } = await house.call({ intent: 'lamp.set' });
    vi.advanceTimersByTime(10 * 60_000);
    house.steps.advance(31 * dayMs);
    expect(await remains(first)).toBeDefined();
    vi.advanceTimersByTime(10 * 60_000);
    await expect.poll(() => remains(first)).toBeUndefined();

    const { job_id: second = '' } = await house.call({ intent: 'lamp.set' });
    house.steps.advance(31 * dayMs);
    await housekeeping.stop();
    vi.advanceTimersByTime(10 * 60_000);
    expect(await remains(second)).toBeDefined();
  });

  it('says so when the store is away, and does it the next time', async () => {
    let away = true;
    const { runs } = house.store;
    const prune: RunStore['prune'] = (input) =>
      away ? Promise.reject(new Error('away')) : runs.prune(input);
    const housekeeping = keep({ ...runs, prune });
    const { job_id = '' } = await house.call({ intent: 'lamp.set' });
    house.steps.advance(31 * dayMs);
    vi.advanceTimersByTime(10 * 60_000);
    await expect.poll(() => warnings).toHaveLength(1);
    away = false;
    vi.advanceTimersByTime(10 * 60_000);
    await expect.poll(() => remains(job_id)).toBeUndefined();
    await housekeeping.stop();
  });
});

describe('the keeper of leases', () => {
  const leaseMs = 15_000;

  async function keepThoseOf(jobId: string, store: RunStore = house.store.runs) {
    const run = await house.store.runs.getRunOfAnySpace(jobId);
    const now = () => house.steps.now();
    const { active } = house;
    return keepLeases({ store, active, replicaId: run?.replicaId ?? '', leaseMs, now, log });
  }
  const begin = async () =>
    (await house.call({ intent: 'probe.read', inputs: { how: 'waits' }, wait_s: 0 })).job_id ?? '';

  it('lengthens them three times in the time that one lasts', async () => {
    const jobId = await begin();
    const keeper = await keepThoseOf(jobId);
    house.steps.advance(leaseMs / 3);
    vi.advanceTimersByTime(leaseMs / 3);
    const leaseUntil = async () =>
      (await house.store.runs.getRunOfAnySpace(jobId))?.leaseUntil ?? 0;
    await expect.poll(leaseUntil).toBe(house.steps.now() + leaseMs);
    await keeper.stop();
  });

  it('ends a run whose cancellation was asked for elsewhere', async () => {
    const runId = await begin();
    const keeper = await keepThoseOf(runId);
    const asked = { runId, space: caller.space, at: house.steps.now() };
    await house.store.runs.requestCancel(asked);
    vi.advanceTimersByTime(leaseMs / 3);
    const status = async () => (await house.store.runs.getRunOfAnySpace(runId))?.status;
    await expect.poll(status).toBe('cancelled');
    await keeper.stop();
  });

  it('says so when the store is away, and goes on', async () => {
    const runId = await begin();
    const touchRuns = () => Promise.reject(new Error('away'));
    const keeper = await keepThoseOf(runId, { ...house.store.runs, touchRuns });
    vi.advanceTimersByTime(leaseMs / 3);
    await expect.poll(() => warnings).toHaveLength(1);
    vi.advanceTimersByTime(leaseMs / 3);
    await expect.poll(() => warnings).toHaveLength(2);
    await keeper.stop();
  });
});
