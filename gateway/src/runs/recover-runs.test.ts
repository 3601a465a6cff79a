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
      expect(decideRecovery({ effect, repeat })).toBe(harmless ? 'run_again' : 'settle_unknown');
      expect(decideRecovery({ effect, repeat, cancelRequestedAt: 5 })).toBe(
        harmless ? 'settle_cancelled' : 'settle_unknown',
      );
    },
  );
});
