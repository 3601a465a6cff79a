import { z } from 'zod';

/** How every list is paged: `cursor` is the `next_cursor` of the page before. */
export const PageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .describe('How many items to give at most.'),
  cursor: z.string().max(200).optional().describe('The next_cursor of the page before.'),
});
export type PageQuery = z.infer<typeof PageQuery>;

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: z.string().optional() });
}

/** One page of a list; without `next_cursor` it is the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor?: string;
}
