import { z } from 'zod';

const limitText = 'How many items to give at most.';

/** How a list is paged where its inputs are JSON: `cursor` is the `next_cursor` of the page before. */
export const PageInputs = z.strictObject({
  limit: z.int().min(1).max(200).default(50).describe(limitText),
  cursor: z.string().max(200).optional().describe('The next_cursor of the page before.'),
});

/** The same in a query string, which has nothing but text. */
export const PageQuery = PageInputs.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe(limitText),
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
