import type { EngineName } from '#contract';
import { z } from 'zod';
import { defineTool } from '../define-tool.ts';
import type { Engine } from '../engine.ts';
import type { Intent } from '../intent.ts';

/** An intent with one optional input, `n`, that reads unless told otherwise. */
export function testIntent(name: string, changes: Partial<Intent> = {}): Intent {
  const { intent } = defineTool({
    name,
    title: name,
    description: `Does ${name}.`,
    effect: changes.effect ?? 'read',
    inputs: z.strictObject({ n: z.int().optional() }),
    outputs: z.object({}),
    examples: [{ say: `Please ${name}`, inputs: { n: 1 } }],
    run: async () => ({ result: {} }),
  });
  return { ...intent, ...changes };
}

/** An engine that offers intents and does nothing, unless told otherwise. */
export function testEngine(
  name: EngineName,
  intents: readonly Intent[],
  work: Partial<Pick<Engine, 'run' | 'preview'>> = {},
): Engine {
  const offered = intents.map((intent) => ({ ...intent, engine: name }));
  return {
    name,
    intents: () => offered,
    state: () => ({ engine: name, state: 'ready', intents: intents.length }),
    run: async () => ({ result: {} }),
    preview: async () => ({ note: 'Nothing was done.', would: {} }),
    ...work,
  };
}
