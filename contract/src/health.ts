import { z } from 'zod';
import { EngineName } from './mode.ts';

export const Health = z.object({ status: z.literal('ok'), version: z.string() });
export type Health = z.infer<typeof Health>;

export const EngineState = z.object({
  engine: EngineName,
  state: z.enum(['ready', 'degraded', 'down']),
  intents: z.number(),
  detail: z.string().optional(),
});
export type EngineState = z.infer<typeof EngineState>;

export const Ready = z.object({
  ready: z.boolean(),
  store: z.object({ state: z.enum(['ready', 'down']), detail: z.string().optional() }),
  engines: z.array(EngineState),
});
export type Ready = z.infer<typeof Ready>;
