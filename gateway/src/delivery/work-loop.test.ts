import { describe, expect, it } from 'vitest';
import { createWorkLoop } from './work-loop.ts';

function recordingLog() {
  const warnings: string[] = [];
  const ignore = () => {};
  return {
    warnings,
    log: {
      debug: ignore,
      info: ignore,
      error: ignore,
      warn: (_: object, text: string) => warnings.push(text),
    },
  };
}

function loopOver(step: (turn: number) => Promise<number>) {
  let turns = 0;
  const { log, warnings } = recordingLog();
  const loop = createWorkLoop(
    () => {
      turns += 1;
      return step(turns);
    },
    { log, name: 'test' },
  );
  return { loop, warnings, turns: () => turns };
}

describe('createWorkLoop', () => {
  it('rests as long as the step says, unless woken', async () => {
    const { loop, turns } = loopOver(() => Promise.resolve(60_000));
    await expect.poll(turns).toBe(1);
    loop.wake();
    await expect.poll(turns).toBe(2);
    await loop.stop();
    expect(turns()).toBe(2);
  });

  it('keeps a wake that comes while the step is at work', async () => {
    const gate = Promise.withResolvers<void>();
    const { loop, turns } = loopOver(() => gate.promise.then(() => 60_000));
    loop.wake();
    gate.resolve();
    await expect.poll(turns).toBe(2);
    await loop.stop();
  });

  it('goes on after a failure, and says so', async () => {
    const { loop, warnings, turns } = loopOver((turn) =>
      turn === 1 ? Promise.reject(new Error('storage_unavailable')) : Promise.resolve(60_000),
    );
    await expect.poll(turns, { timeout: 3000 }).toBe(2);
    expect(warnings).toHaveLength(1);
    await loop.stop();
  });

  it('can be stopped twice', async () => {
    const { loop } = loopOver(() => Promise.resolve(60_000));
    await loop.stop();
    await loop.stop();
  });
});
