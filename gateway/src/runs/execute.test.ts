import { describe, expect, it } from 'vitest';
import type { Engine, EngineCall } from '../intents/engine.ts';
import { testEngine, testIntent } from '../intents/testing/test-engine.ts';
import { execute } from './execute.ts';
import { createStopSwitch, type StopReason } from './stop-switch.ts';
import { testCaller } from './testing/test-call.ts';

function start(run: Engine['run'], { deadlineMs = 10_000 } = {}) {
  const intent = testIntent('test.do', { deadlineMs });
  const stop = createStopSwitch();
  const outcome = execute({
    engine: testEngine('agent', [intent], { run }),
    intent,
    inputs: { n: 1 },
    caller: testCaller,
    plan: { ids: [1] },
    idempotencyKey: 'job_1',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    stop,
    progress: () => undefined,
  });
  return { outcome, stop };
}

const never = () => new Promise<never>(() => undefined);

describe('execute', () => {
  it('gives what the engine did', async () => {
    const changes = [{ kind: 'memory.add', data: {} }];
    expect(await start(async () => ({ result: 1, changes })).outcome).toEqual({
      kind: 'done',
      result: 1,
      changes,
    });
    expect(await start(async () => ({ result: 1 })).outcome).toMatchObject({ changes: [] });
  });

  it('hands the engine what it needs, and not more', async () => {
    const seen: EngineCall[] = [];
    await start(async (_, call) => {
      seen.push(call);
      return { result: null };
    }).outcome;
    expect(seen[0]).toMatchObject({
      inputs: { n: 1 },
      plan: { ids: [1] },
      idempotencyKey: 'job_1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-8448eb211c80319c-01',
      caller: { name: 'claude', space: 'personal', scopes: ['*'] },
    });
    expect(seen[0]?.signal.aborted).toBe(false);
  });

  it('says how an engine failed that throws, rejects, or gives nothing', async () => {
    const error = new Error('no');
    expect(
      await start(() => {
        throw error;
      }).outcome,
    ).toEqual({ kind: 'threw', error });
    expect(await start(() => Promise.reject(error)).outcome).toEqual({ kind: 'threw', error });
    const nothing = async () => undefined as unknown as { result: null };
    expect(await start(nothing).outcome).toMatchObject({ kind: 'threw' });
  });

  it('ends at the deadline, whether the engine listens or not', async () => {
    const deaf = start(never, { deadlineMs: 10 });
    expect(await deaf.outcome).toEqual({ kind: 'timed_out', deadlineMs: 10 });
    const listening = start(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }),
      { deadlineMs: 10 },
    );
    expect(await listening.outcome).toEqual({ kind: 'timed_out', deadlineMs: 10 });
  });

  it.each([
    ['cancelled', { kind: 'cancelled' }],
    ['shutdown', { kind: 'lost' }],
    ['deadline', { kind: 'timed_out', deadlineMs: 10_000 }],
  ] as [StopReason, object][])(
    'ends when it is stopped (%s), and tells the engine',
    async (reason, outcome) => {
      let signal: AbortSignal | undefined;
      const running = start((_, call) => {
        ({ signal } = call);
        return never();
      });
      await Promise.resolve();
      running.stop.stop(reason);
      expect(await running.outcome).toEqual(outcome);
      expect(signal?.aborted).toBe(true);
      expect(signal?.reason).toBe(reason);
    },
  );

  it('is not changed by a stop that comes after the end, nor by a second one', async () => {
    const done = start(async () => ({ result: 1 }));
    await done.outcome;
    done.stop.stop('cancelled');
    expect(await done.outcome).toMatchObject({ kind: 'done' });
    const stopped = start(never);
    stopped.stop.stop('cancelled');
    stopped.stop.stop('shutdown');
    expect(await stopped.outcome).toEqual({ kind: 'cancelled' });
  });
});

describe('createStopSwitch', () => {
  it('gives an aborted signal to those who look after the stop', () => {
    const stop = createStopSwitch();
    stop.stop('cancelled');
    expect(stop.signal.aborted).toBe(true);
    expect(stop.signal.reason).toBe('cancelled');
    let told: StopReason | undefined;
    stop.onStop((reason) => void (told = reason));
    expect(told).toBe('cancelled');
  });
});
