import { describe, expect, it } from 'vitest';
import type { EngineCall } from '../../intents/engine.ts';
import { testEngine, testIntent } from '../../intents/testing/test-engine.ts';
import { execute } from '../../runs/execute.ts';
import { createStopSwitch, type StopReason } from '../../runs/stop-switch.ts';
import { rpcFailure } from './rpc-failure.ts';

const left = new Error('the call was left');

describe('what a request that failed means', () => {
  it('is for a read that it may be tried again', async () => {
    const request = { intent: 'mcp.a.look', effect: 'read', stillOpen: true } as const;
    expect(await rpcFailure(left, request)).toMatchObject({
      code: 'engine_unavailable',
      retryable: true,
    });
  });

  it.each([
    ['cancelled', 'cancelled'],
    ['deadline', 'timed_out'],
    ['shutdown', 'lost'],
  ] as const)('is left to a stop, where that ended a read: %s', async (reason, kind) => {
    expect(await readStoppedBy(reason)).toMatchObject({ kind });
  });
});

function readStoppedBy(reason: StopReason) {
  const intent = testIntent('mcp.a.look');
  const stop = createStopSwitch();
  const ask = (call: EngineCall) =>
    new Promise<never>((_, reject) => call.onStop(() => reject(left)));
  const engine = testEngine('mcp', [intent], {
    run: (_, call) =>
      ask(call).catch(async (error: unknown) => {
        const isStopped = call.signal.aborted;
        const request = { intent: intent.name, effect: 'read', stillOpen: true } as const;
        throw await rpcFailure(error, { ...request, isStopped });
      }),
  });
  const outcome = execute({
    engine,
    intent,
    inputs: {},
    caller: { name: 'claude', space: 'home', scopes: ['*'] },
    traceId: 'a'.repeat(32),
    stop,
    progress: () => undefined,
  });
  stop.stop(reason);
  return outcome;
}
