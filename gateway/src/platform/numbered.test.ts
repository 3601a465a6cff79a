import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumbered } from './numbered.ts';

describe('createNumbered', () => {
  it('counts up, and finds what is there until it is taken', () => {
    const open = createNumbered<string>(1000);
    const first = open.add('first');
    const second = open.add('second');
    expect([first, second]).toEqual([1000, 1001]);
    expect(open.take(first)).toBe('first');
    expect(open.take(first)).toBeUndefined();
    expect(open.find(second)).toBe('second');
    expect([Number.NaN, -1, 0.5, second + 64].map((id) => open.find(id))).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });

  it('knows what a Map knows, whatever comes and goes, and never gives a number twice', () => {
    const steps = fc.array(fc.option(fc.nat(300), { freq: 2 }), { maxLength: 2000 });
    fc.assert(
      fc.property(steps, (takes) => {
        const numbered = createNumbered<object>(7);
        const wanted = new Map<number, object>();
        let last = 6;
        for (const which of takes) {
          if (which === null) {
            const entry = {};
            const id = numbered.add(entry);
            expect(id).toBeGreaterThan(last);
            last = id;
            wanted.set(id, entry);
          } else {
            const id = [...wanted.keys()][which] ?? which;
            expect(numbered.take(id)).toBe(wanted.get(id));
            wanted.delete(id);
          }
        }
        expect(new Set(numbered.takeAll())).toEqual(new Set(wanted.values()));
        expect(numbered.takeAll()).toEqual([]);
      }),
    );
  });
});
