import { describe, expect, it } from 'vitest';
import { createBulkhead, LineFull } from './bulkhead.ts';

const never = new AbortController();

describe('a bulkhead', () => {
  it('lets so many in, and the next one when one leaves', async () => {
    const bulkhead = createBulkhead({ atOnce: 2, inLine: 10 });
    const leave = await bulkhead.enter(never);
    await bulkhead.enter(never);
    const order: string[] = [];
    const third = Promise.resolve(bulkhead.enter(never)).then(() => order.push('third'));
    const fourth = Promise.resolve(bulkhead.enter(never)).then((leaveFourth) => {
      order.push('fourth');
      leaveFourth();
    });
    leave();
    leave();
    await third;
    expect(order).toEqual(['third']);
    expect(bulkhead.inside()).toBe(2);
    await Promise.race([fourth, Promise.resolve()]);
    expect(order).toEqual(['third']);
  });

  it('refuses once the line is full', async () => {
    const bulkhead = createBulkhead({ atOnce: 1, inLine: 1 });
    await bulkhead.enter(never);
    void bulkhead.enter(never);
    await expect(bulkhead.enter(never)).rejects.toBeInstanceOf(LineFull);
  });

  it('gives the place of one that stopped waiting to the next', async () => {
    const bulkhead = createBulkhead({ atOnce: 1, inLine: 5 });
    const leave = await bulkhead.enter(never);
    const stop = new AbortController();
    const impatient = bulkhead.enter(stop);
    const patient = bulkhead.enter(never);
    stop.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    leave();
    await patient;
    expect(bulkhead.inside()).toBe(1);
    await expect(bulkhead.enter({ signal: AbortSignal.abort(new Error('late')) })).rejects.toThrow(
      'late',
    );
  });
});
