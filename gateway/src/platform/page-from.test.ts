import { describe, expect, it } from 'vitest';
import { pageFrom } from './page-from.ts';

const cut = (rows: readonly string[], limit: number) =>
  pageFrom(rows, { limit, idOf: (row) => row, toItem: (row) => row.toUpperCase() });

describe('pageFrom', () => {
  it('has no cursor on the last page', () => {
    expect(cut(['a', 'b'], 2)).toEqual({ items: ['A', 'B'] });
    expect(cut([], 2)).toEqual({ items: [] });
  });

  it('points behind the last item shown where there are more', () => {
    expect(cut(['a', 'b', 'c'], 2)).toEqual({ items: ['A', 'B'], next_cursor: 'b' });
  });
});
