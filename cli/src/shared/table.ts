import { stripVTControlCharacters } from 'node:util';

const gap = '  ';

/** Columns side by side, as wide as their widest cell. Cells may carry colours. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, visibleWidth(cell));
    }
  }
  return rows
    .map((row) =>
      row
        .map((cell, index) => pad(cell, widths[index] ?? 0))
        .join(gap)
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(width - visibleWidth(cell));
}

function visibleWidth(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
