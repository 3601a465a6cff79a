import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../intents/define-tool.ts';
import type { EngineCall } from '../../intents/engine.ts';
import { stoppingWith } from '../../platform/stopping.ts';
import { testIntent } from '../../intents/testing/test-engine.ts';
import { createAgentEngine } from './agent-engine.ts';

const tool = defineTool({
  name: 'test.echo',
  title: 'Echo',
  description: 'Says it again.',
  effect: 'write',
  inputs: z.strictObject({ text: z.string() }),
  outputs: z.object({}),
  examples: [],
  run: async ({ inputs }) => ({ result: { echo: inputs.text } }),
});
const engine = createAgentEngine([tool]);
const call: EngineCall = {
  inputs: { text: 'hi' },
  caller: { name: 'claude', space: 'personal', scopes: ['*'] },
  ...stoppingWith(new AbortController().signal),
  traceparent: '',
  progress: () => undefined,
};

describe('createAgentEngine', () => {
  it('offers its tools, and is always ready', () => {
    expect(engine.intents()).toEqual([tool.intent]);
    expect(engine.state()).toEqual({ engine: 'agent', state: 'ready', intents: 1 });
  });

  it('lets the tool of that name run or preview', async () => {
    expect(await engine.run(tool.intent, call)).toEqual({ result: { echo: 'hi' } });
    expect(await engine.preview(tool.intent, call)).toMatchObject({ would: { text: 'hi' } });
  });

  it('says that nothing happened where it has no such tool', () => {
    const stranger = testIntent('test.other');
    for (const ask of [() => engine.run(stranger, call), () => engine.preview(stranger, call)]) {
      expect(ask).toThrow(expect.objectContaining({ code: 'unknown_intent', retryable: true }));
    }
  });
});
