import { describe, expect, it } from 'vitest';
import { laneOf } from './lane.ts';
import { testCall } from './testing/test-call.ts';

describe('laneOf', () => {
  it.each([{}, { wait_s: 0.1 }, { again: true }, { confirm_token: 'x' }])(
    'lets a read with %j run in memory',
    (request) => {
      expect(laneOf(testCall({ request }))).toBe('read');
    },
  );

  it.each([{ wait_s: 0 }, { idempotency_key: 'k' }, { callback_url: 'https://example.org/' }])(
    'records a read that somebody comes back for: %j',
    (request) => {
      expect(laneOf(testCall({ request }))).toBe('recorded');
    },
  );

  it.each(['write', 'outward', 'destructive'] as const)('records every %s', (effect) => {
    expect(laneOf(testCall({ intent: { effect } }))).toBe('recorded');
  });

  it('goes by the effect of these inputs', () => {
    const intent = { effect: 'destructive', effectOf: () => 'read' as const } as const;
    expect(laneOf(testCall({ intent }))).toBe('read');
  });
});
