import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../intents/engine.ts';
import { testEngine, testIntent } from '../intents/testing/test-engine.ts';
import { previewOf } from './preview-lane.ts';
import { testCall } from './testing/test-call.ts';

const parts = { newId: (prefix: string) => `${prefix}_1`, now: () => 0 };

function callOf(preview: Engine['preview']) {
  return testCall({ engines: [testEngine('agent', [testIntent('test.do')], { preview })] });
}

describe('previewOf', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('gives what the engine shows', async () => {
    const shown = { note: 'Nothing was done.', would: { n: 1 } };
    expect(
      await previewOf(
        callOf(async () => shown),
        parts,
      ),
    ).toEqual(shown);
  });

  it('gives up after forty seconds, and tells the engine', async () => {
    const signals: AbortSignal[] = [];
    const call = callOf((_, { signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const ending = expect(previewOf(call, parts)).rejects.toMatchObject({
      code: 'deadline_exceeded',
      retryable: true,
    });
    await vi.advanceTimersByTimeAsync(39_999);
    expect(signals[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await ending;
    expect(signals[0]?.aborted).toBe(true);
  });
});
