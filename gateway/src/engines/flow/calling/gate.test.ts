import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';

const patient = new AbortController().signal;

describe('createGate', () => {
  it('lets so many through, and the others in order', async () => {
    const gate = createGate(2);
    const through: number[] = [];
    const enter = (n: number) =>
      gate.enter(patient).then((leave) => {
        through.push(n);
        return leave;
      });
    const [first, second] = await Promise.all([enter(1), enter(2)]);
    const third = enter(3);
    const fourth = enter(4);
    expect(gate.waiting()).toBe(2);
    first();
    first();
    await third;
    expect(through).toEqual([1, 2, 3]);
    second();
    await fourth;
    expect(through).toEqual([1, 2, 3, 4]);
  });

  it('lets go of who gives up waiting, without losing a place', async () => {
    const gate = createGate(1);
    const leave = await gate.enter(patient);
    const impatient = new AbortController();
    const refused = expect(gate.enter(impatient.signal)).rejects.toThrow();
    impatient.abort();
    await refused;
    const next = gate.enter(patient);
    leave();
    await next;
    expect(gate.waiting()).toBe(0);
    await expect(gate.enter(AbortSignal.abort())).rejects.toBeDefined();
  });
});
