import type { Page } from '#contract';
import { pageFrom } from './page-from.ts';

interface Filling<Row, Item> {
  readonly limit: number;
  readonly cursor: string | undefined;
  /** Rows behind the one of that id, at most `limit`. */
  readonly read: (page: { limit: number; after?: string }) => Promise<readonly Row[]>;
  readonly isWanted: (row: Row) => boolean;
  readonly idOf: (row: Row) => string;
  readonly toItem: (row: Row) => Item;
}

/* Where most is hidden, many small reads would take longer than the page is worth. */
const refillRows = 500;

/** A page of the rows that are wanted, filled from as many reads as it takes. */
export async function fillPage<Row, Item>(filling: Filling<Row, Item>): Promise<Page<Item>> {
  const { limit, cursor, read, isWanted, idOf } = filling;
  const found: Row[] = [];
  let after = cursor;
  let asked = limit + 1;
  for (;;) {
    const rows = await read({ limit: asked, ...(after !== undefined && { after }) });
    found.push(...rows.filter(isWanted));
    const last = rows.at(-1);
    if (found.length > limit || rows.length < asked || last === undefined) break;
    after = idOf(last);
    asked = Math.max(limit + 1, refillRows);
  }
  return pageFrom(found, filling);
}
