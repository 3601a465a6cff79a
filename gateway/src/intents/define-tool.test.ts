import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTool } from './define-tool.ts';
import { stoppingWith } from '../platform/stopping.ts';
import type { EngineCall } from './engine.ts';

const plain = {
  title: 'Test',
  description: 'For tests.',
  inputs: z.strictObject({ n: z.int().default(1) }),
  outputs: z.object({ doubled: z.number() }),
  examples: [{ say: 'Double it', inputs: { n: 2 } }],
  run: async ({ inputs }: { inputs: { n: number } }) => ({ result: { doubled: inputs.n * 2 } }),
} as const;

function callWith(inputs: EngineCall['inputs']): EngineCall {
  return {
    inputs,
    caller: { name: 'tester', space: 'personal', scopes: ['*'] },
    ...stoppingWith(new AbortController().signal),
    traceparent: '',
    progress: () => undefined,
  };
}

describe('defineTool', () => {
  it('takes a read as harmless to repeat, and everything else as never to be repeated', () => {
    expect(defineTool({ ...plain, name: 'a.b', effect: 'read' }).intent.repeat).toBe('safe');
    for (const effect of ['write', 'outward', 'destructive'] as const) {
      expect(defineTool({ ...plain, name: 'a.b', effect }).intent.repeat).toBe('never');
    }
    expect(
      defineTool({ ...plain, name: 'a.b', effect: 'write', repeat: 'keyed' }).intent.repeat,
    ).toBe('keyed');
  });

  it('takes the first part of the name as the resource, unless one is named', () => {
    expect(defineTool({ ...plain, name: 'light.set.on', effect: 'write' }).intent.resource).toBe(
      'light',
    );
    expect(
      defineTool({ ...plain, name: 'light.set', effect: 'write', resource: 'lamps' }).intent
        .resource,
    ).toBe('lamps');
  });

  it('takes the same inputs within ten minutes as the same call, unless it says otherwise', () => {
    expect(defineTool({ ...plain, name: 'a.b', effect: 'write' }).intent.sameness).toEqual({
      kind: 'within',
      windowMs: 600_000,
    });
    const never = { kind: 'never' } as const;
    expect(
      defineTool({ ...plain, name: 'a.b', effect: 'write', sameness: never }).intent.sameness,
    ).toEqual(never);
  });

  it('runs with the inputs it is given, and previews them where it has no preview of its own', async () => {
    const tool = defineTool({ ...plain, name: 'a.b', effect: 'write' });
    expect(await tool.run(callWith({ n: 21 }))).toEqual({ result: { doubled: 42 } });
    const { note, ...rest } = await tool.preview(callWith({ n: 21 }));
    expect(note).toContain('Nothing was done');
    expect(rest).toEqual({ would: { n: 21 } });
  });

  it('previews as it says', async () => {
    const tool = defineTool({
      ...plain,
      name: 'a.b',
      effect: 'write',
      preview: async ({ inputs }) => ({ note: 'n', would: { n: inputs.n }, plan: [inputs.n] }),
    });
    expect(await tool.preview(callWith({ n: 3 }))).toEqual({
      note: 'n',
      would: { n: 3 },
      plan: [3],
    });
  });

  it('tells its effect for these inputs from its own types', () => {
    const tool = defineTool({
      ...plain,
      name: 'a.b',
      effect: 'destructive',
      effectOf: ({ n }) => (n === 0 ? 'read' : 'write'),
    });
    expect(tool.intent.effectOf?.({ n: 0 })).toBe('read');
    expect(tool.intent.effectOf?.({ n: 1 })).toBe('write');
  });
});
