import { z } from 'zod';
import { Effect, Repeat } from './effect.ts';
import { EngineName } from './mode.ts';
import { PageQuery } from './page.ts';

const JsonSchema = z.record(z.string(), z.unknown());

/** One intent as the catalog shows it. */
export const IntentSummary = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  effect: Effect.describe('The greatest effect that a call can have.'),
  engine: EngineName,
});
export type IntentSummary = z.infer<typeof IntentSummary>;

export const IntentInfo = IntentSummary.extend({
  repeat: Repeat,
  resource: z.string(),
  inputs: JsonSchema.describe('JSON Schema of the inputs.'),
  outputs: JsonSchema.describe('JSON Schema of the result.'),
  examples: z.array(z.object({ say: z.string(), inputs: z.record(z.string(), z.unknown()) })),
});
export type IntentInfo = z.infer<typeof IntentInfo>;

export const IntentsQuery = PageQuery.extend({
  query: z
    .string()
    .max(500)
    .optional()
    .describe('Words to search for; the best match comes first.'),
});
export type IntentsQuery = z.infer<typeof IntentsQuery>;
