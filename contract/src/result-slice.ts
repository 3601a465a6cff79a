import { z } from 'zod';

/** What stands in place of a result that is too large for one answer. */
export const CappedResult = z.object({
  capped: z.literal(true),
  handle: z.string(),
  total_chars: z.number(),
  head: z.string().describe('The first characters of the result as JSON text.'),
});
export type CappedResult = z.infer<typeof CappedResult>;

/** A piece of a capped result: its JSON text from `offset` on. */
export const ResultSlice = z.object({
  handle: z.string(),
  offset: z.number(),
  total_chars: z.number(),
  text: z.string(),
  next_offset: z.number().optional(),
});
export type ResultSlice = z.infer<typeof ResultSlice>;

export const ResultQuery = z.strictObject({
  offset: z.coerce.number().int().min(0).default(0).describe('Where to begin, in characters.'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(90_000)
    .default(20_000)
    .describe('How many characters to give at most.'),
});
export type ResultQuery = z.infer<typeof ResultQuery>;
