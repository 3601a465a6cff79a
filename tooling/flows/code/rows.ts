/**
 * What a node found. One that fails gives an item with its error, or passes on what it was given as if
 * that were its answer; so whatever is not what it should be means that it failed.
 */
export function rowsOf<Row extends object>(
  items: Row[],
  isRow: (item: Row) => boolean,
  what: string,
): Row[] {
  const stranger = items.find((item) => !isRow(item) && Object.keys(item).length > 0);
  if (stranger === undefined) return items.filter((item) => isRow(item));
  const { error } = stranger as { error?: string | { message?: string } };
  const why = typeof error === 'string' ? error : error?.message;
  throw new Error(
    `${what} could not be read: ${why ?? 'its step in n8n says why, or is switched off.'}`,
  );
}
