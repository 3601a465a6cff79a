import { describe, expect, it } from 'vitest';
import { testEngine, testIntent } from '../intents/testing/test-engine.ts';
import { consentDigest, runKeyOf } from './run-key.ts';
import { testCall, testCaller } from './testing/test-call.ts';

const write = { effect: 'write' } as const;
const keyOf = (request: Record<string, unknown>, intent = {}) =>
  runKeyOf(testCall({ request, intent: { ...write, ...intent } }))?.key;

describe('runKeyOf', () => {
  it('takes the key of the request, for a week', () => {
    const call = testCall({ request: { idempotency_key: 'k', again: true }, now: 5 });
    expect(runKeyOf(call)).toEqual({ kind: 'explicit', key: 'k', expiresAt: 5 + 604_800_000 });
  });

  it('derives one for what has an effect, as long as its intent says', () => {
    const sameness = { kind: 'within', windowMs: 77 } as const;
    expect(runKeyOf(testCall({ intent: { ...write, sameness }, now: 5 }))).toMatchObject({
      kind: 'derived',
      expiresAt: 82,
      again: false,
    });
    expect(runKeyOf(testCall({ intent: write, request: { again: true } }))).toMatchObject({
      again: true,
    });
  });

  it('derives none for reads, nor where every call is a new one', () => {
    expect(runKeyOf(testCall())).toBeUndefined();
    expect(keyOf({}, { sameness: { kind: 'never' } })).toBeUndefined();
    expect(keyOf({ idempotency_key: 'k' }, { sameness: { kind: 'never' } })).toBe('k');
  });

  it('derives the same key whatever the flags, the wait and the door', () => {
    const plain = keyOf({ inputs: { n: 1 } });
    for (const more of [
      { confirm_dangerous: true },
      { wait_s: 1 },
      { again: true },
      { inputs: { n: 1, dry_run: false } },
      { trace: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` } },
    ]) {
      expect(keyOf({ inputs: { n: 1 }, ...more })).toBe(plain);
    }
  });

  it('derives another key for other inputs, another intent, engine or caller', () => {
    const call = testCall({ request: { inputs: { n: 1 } }, intent: write });
    const keys = [
      call,
      testCall({ request: { inputs: { n: 2 } }, intent: write }),
      { ...call, caller: { ...testCaller, name: 'other' } },
      { ...call, intent: testIntent('test.undo', write) },
      { ...call, engine: testEngine('flow', []) },
    ].map((each) => runKeyOf(each)?.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('looks only at the inputs that matter, where the intent names them', () => {
    const sameness = {
      kind: 'within',
      windowMs: 1,
      inputsThatMatter: ({ n }: Record<string, unknown>) => ({ odd: Number(n) % 2 }),
    };
    const odd = keyOf({ inputs: { n: 1 } }, { sameness });
    expect(keyOf({ inputs: { n: 3 } }, { sameness })).toBe(odd);
    expect(keyOf({ inputs: { n: 2 } }, { sameness })).not.toBe(odd);
  });
});

describe('consentDigest', () => {
  it('covers all inputs, even where fewer make a call the same', () => {
    const sameness = { kind: 'within', windowMs: 1, inputsThatMatter: () => ({}) } as const;
    const digestOf = (n: number) =>
      consentDigest(testCall({ request: { inputs: { n } }, intent: { ...write, sameness } }), 'v1');
    expect(digestOf(1)).not.toBe(digestOf(2));
    expect(digestOf(1)).toBe(digestOf(1));
  });
});
