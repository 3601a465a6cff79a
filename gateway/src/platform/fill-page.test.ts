import { describe, expect, it } from 'vitest';
import { fillPage } from './fill-page.ts';

const names = Array.from({ length: 2000 }, (_, at) => String(at).padStart(4, '0'));

function pageOf(isWanted: (row: string) => boolean, cursor?: string, limit = 2) {
  let reads = 0;
  const read = async (page: { limit: number; after?: string }) => {
    reads += 1;
    const start = page.after === undefined ? 0 : names.indexOf(page.after) + 1;
    return names.slice(start, start + page.limit);
  };
  const filling = { limit, cursor, read, isWanted, idOf: (row: string) => row };
  return fillPage({ ...filling, toItem: (row) => Number(row) }).then((page) => ({ page, reads }));
}

describe('fillPage', () => {
  it('takes one read where everything is wanted', async () => {
    const wanted = () => true;
    expect(await pageOf(wanted)).toEqual({
      page: { items: [0, 1], next_cursor: '0001' },
      reads: 1,
    });
    expect((await pageOf(wanted, '1997')).page).toEqual({ items: [1998, 1999] });
  });

  it('reads on where most is hidden, and goes on behind what it showed', async () => {
    const wanted = (row: string) => row.endsWith('99');
    const { page, reads } = await pageOf(wanted);
    expect(page).toEqual({ items: [99, 199], next_cursor: '0199' });
    expect(reads).toBe(2);
    expect((await pageOf(wanted, '1799')).page).toEqual({ items: [1899, 1999] });
  });

  it('is empty where nothing is wanted, without a cursor', async () => {
    expect((await pageOf(() => false)).page).toEqual({ items: [] });
  });
});
