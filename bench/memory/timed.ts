import { median } from '../load.ts';

export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** How many milliseconds it takes, once it has been done a few times. */
export async function timed(work: () => Promise<unknown>, rounds: number): Promise<Times> {
  for (let round = 0; round < 5; round += 1) await work();
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await work();
    all.push(performance.now() - startedAt);
  }
  const sorted = all.toSorted((a, b) => a - b);
  return { p50: median(sorted), p99: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN };
}

export function rounded(value: number): number {
  return Number(value.toFixed(2));
}
