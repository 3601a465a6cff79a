import { describe, expect, it } from 'vitest';
import { Effect, Repeat } from '#contract';
import { GatewayError } from '../platform/gateway-error.ts';
import { decideSettlement, type Outcome } from './outcome.ts';

const everyKind = Effect.options.flatMap((effect) =>
  Repeat.options.map((repeat) => ({ effect, repeat })),
);
const isHarmless = ({ effect, repeat }: { effect: Effect; repeat: Repeat }) =>
  effect === 'read' || repeat === 'safe';
const harmless = everyKind.filter(isHarmless);
const harmful = everyKind.filter((kind) => !isHarmless(kind));

const refused = new GatewayError('engine_unavailable', 'Not now.', {
  hint: 'Later.',
  retryable: true,
});
const failed = new GatewayError('engine_failed', 'No.', { hint: 'Do not.' });
const halfDone: Outcome[] = [
  { kind: 'threw', error: new Error('socket hang up') },
  { kind: 'timed_out', deadlineMs: 5000 },
  { kind: 'cancelled' },
  { kind: 'lost' },
];

describe('decideSettlement', () => {
  it.each(everyKind)('takes what is done as a success: $effect, $repeat', (kind) => {
    const changes = [{ kind: 'memory.add', data: {} }];
    expect(decideSettlement({ kind: 'done', result: 1, changes }, kind)).toEqual({
      status: 'success',
      result: 1,
      changes,
      freesKey: false,
    });
  });

  it.each(everyKind)(
    'frees the key after an error that came before the effect: $effect, $repeat',
    (kind) => {
      expect(decideSettlement({ kind: 'threw', error: refused }, kind)).toMatchObject({
        status: 'error',
        error: { code: 'engine_unavailable', retryable: true },
        freesKey: true,
      });
    },
  );

  it.each(everyKind)('keeps the key after a failure for good: $effect, $repeat', (kind) => {
    expect(decideSettlement({ kind: 'threw', error: failed }, kind)).toMatchObject({
      status: 'error',
      error: { code: 'engine_failed', retryable: false },
      freesKey: false,
    });
  });

  it.each(harmful.flatMap((kind) => halfDone.map((outcome) => ({ ...kind, outcome }))))(
    'does not know what $outcome.kind did, and holds the key: $effect, $repeat',
    ({ outcome, ...kind }) => {
      expect(decideSettlement(outcome, kind)).toMatchObject({
        status: 'unknown',
        error: { code: 'outcome_unknown', retryable: false },
        freesKey: false,
      });
    },
  );

  it.each(harmless)(
    'lets what is harmless run again after deadline or cancel: $effect, $repeat',
    (kind) => {
      expect(decideSettlement({ kind: 'timed_out', deadlineMs: 5000 }, kind)).toMatchObject({
        status: 'error',
        error: {
          code: 'deadline_exceeded',
          message: 'The run did not end within 5 s.',
          retryable: true,
        },
        freesKey: true,
      });
      expect(decideSettlement({ kind: 'cancelled' }, kind)).toMatchObject({
        status: 'cancelled',
        error: { code: 'cancelled', retryable: true },
        freesKey: true,
      });
      expect(decideSettlement({ kind: 'threw', error: new Error('x') }, kind)).toMatchObject({
        status: 'error',
        error: { code: 'internal' },
        freesKey: true,
      });
    },
  );

  it('never says more of a fault inside than that there was one', () => {
    for (const kind of everyKind) {
      const settled = decideSettlement({ kind: 'threw', error: new Error('hunter2') }, kind);
      expect(JSON.stringify(settled)).not.toContain('hunter2');
    }
  });
});
