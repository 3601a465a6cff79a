import type { Page } from '#contract';

interface Paging<Row, Item> {
  readonly limit: number;
  readonly idOf: (row: Row) => string;
  readonly toItem: (row: Row) => Item;
}

/** Cuts rows, fetched one more than asked for, into a page whose cursor is the last id shown. */
export function pageFrom<Row, Item>(
  rows: readonly Row[],
  { limit, idOf, toItem }: Paging<Row, Item>,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(toItem);
  return rows.length > limit && last !== undefined ? { items, next_cursor: idOf(last) } : { items };
}
