import { describe, expect, it } from 'vitest';
import type { Progress } from '#contract';
import { createProgressTeller } from './progress-teller.ts';

function told(reports: readonly Progress[]) {
  const notices: { progress: number; total?: number }[] = [];
  const tell = createProgressTeller('token', ({ params }) => {
    const { progress, total } = params;
    notices.push({ progress, ...(total !== undefined && { total }) });
  });
  for (const report of reports) tell(report);
  return notices;
}

describe('createProgressTeller', () => {
  it('counts what has no fraction', () => {
    expect(told([{ message: 'a' }, { message: 'b' }])).toEqual([{ progress: 1 }, { progress: 2 }]);
  });

  it('says fractions of one', () => {
    expect(told([{ fraction: 0 }, { fraction: 0.5 }, { fraction: 1 }])).toEqual([
      { progress: 0, total: 1 },
      { progress: 0.5, total: 1 },
      { progress: 1, total: 1 },
    ]);
  });

  it('always grows, as the protocol asks', () => {
    const reports = [{ fraction: 0.5 }, { message: 'still' }, { fraction: 0.3 }, { fraction: 0.5 }];
    const steps = told(reports).map(({ progress }) => progress);
    for (const [at, step] of steps.entries()) expect(step).toBeGreaterThan(steps[at - 1] ?? -1);
  });
});
