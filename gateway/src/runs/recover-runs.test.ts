import { describe, expect, it } from 'vitest';
import { Effect, Repeat } from '#contract';
import { decideRecovery } from './recover-runs.ts';

describe('decideRecovery', () => {
  const kinds = Effect.options.flatMap((effect) =>
    Repeat.options.map((repeat) => ({ effect, repeat })),
  );

  it.each(kinds)(
    'runs $effect, $repeat again only where that is harmless',
    ({ effect, repeat }) => {
      const harmless = effect === 'read' || repeat === 'safe';
      for (const canWaitAgain of [true, false]) {
        const alone = canWaitAgain ? 'wait_again' : 'settle_unknown';
        expect(decideRecovery({ effect, repeat }, { canWaitAgain })).toBe(
          harmless ? 'run_again' : alone,
        );
        expect(decideRecovery({ effect, repeat, cancelRequestedAt: 5 }, { canWaitAgain })).toBe(
          harmless ? 'settle_cancelled' : 'settle_unknown',
        );
      }
    },
  );

  it.each(kinds)('waits again for $effect, $repeat where the far side goes on', (kind) => {
    const run = { ...kind, handle: { execution_id: '7' } };
    expect(decideRecovery(run, { canWaitAgain: true })).toBe('wait_again');
    expect(decideRecovery(run, { canWaitAgain: false })).not.toBe('wait_again');
  });
});
