/**
 * What a node found. One that breaks down before its first item passes on what it was given, as if
 * that were its answer; so whatever is not what it should be means that it failed.
 */
export function rowsOf<Row extends object>(
  items: Row[],
  isRow: (item: Row) => boolean,
  what: string,
): Row[] {
  if (items.some((item) => !isRow(item) && Object.keys(item).length > 0)) {
    throw new Error(`${what} could not be read; its step in n8n says why.`);
  }
  return items.filter((item) => isRow(item));
}
