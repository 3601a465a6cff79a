import { describe, expect, it } from 'vitest';
import { testEngine, testIntent } from '../intents/testing/test-engine.ts';
import { unknownIntent } from './prepare-call.ts';
import { testCall } from './testing/test-call.ts';

describe('prepareCall', () => {
  it('settles engine, inputs, effect and wait', () => {
    const call = testCall({ request: { inputs: { n: 2, dry_run: true }, wait_s: 1.5 }, now: 7 });
    expect(call).toMatchObject({
      route: { engine: 'agent' },
      inputs: { n: 2 },
      effect: 'read',
      flags: { dryRun: true, confirms: false },
      waitMs: 1500,
      startedAt: 7,
    });
    expect(testCall().waitMs).toBe(8000);
  });

  it('waits as long as the inputs ask for, at most forty seconds', () => {
    const waitMsOf = (n: number, wait_s?: number) =>
      testCall({
        request: { inputs: { n }, wait_s },
        intent: { wantedWaitMs: (inputs) => Number(inputs['n']) },
      }).waitMs;
    expect(waitMsOf(9000)).toBe(9000);
    expect(waitMsOf(9000, 1)).toBe(9000);
    expect(waitMsOf(9000, 12)).toBe(12_000);
    expect(waitMsOf(90_000)).toBe(40_000);
  });

  it('lets an intent lower its effect, never raise it', () => {
    const effectOf = (effect: 'read' | 'write' | 'destructive') =>
      testCall({ intent: { effect: 'write', effectOf: () => effect } }).effect;
    expect(effectOf('read')).toBe('read');
    expect(effectOf('write')).toBe('write');
    expect(effectOf('destructive')).toBe('write');
  });

  it('gives the same inputs the same digest, flags aside', () => {
    const digest = testCall({ request: { inputs: { n: 2 } } }).inputsDigest;
    expect(testCall({ request: { inputs: { n: 2, dry_run: true } } }).inputsDigest).toBe(digest);
    expect(testCall({ request: { inputs: { n: 3 } } }).inputsDigest).not.toBe(digest);
  });

  it('names the engines that there are when the asked one does not offer it', () => {
    const engines = [testEngine('flow', [testIntent('test.do')])];
    const ask = () => testCall({ engines, request: { mode: 'mcp' } });
    expect(ask).toThrow(
      expect.objectContaining({
        code: 'mode_unavailable',
        hint: 'Leave "mode" out, or send one of: auto, flow.',
      }),
    );
  });
});

describe('unknownIntent', () => {
  it('suggests what was probably meant, or how to search', () => {
    expect(unknownIntent('a', ['b', 'c']).hint).toContain('"b" or "c"');
    expect(unknownIntent('a', []).hint).toContain('GET /intents?query=');
  });
});
