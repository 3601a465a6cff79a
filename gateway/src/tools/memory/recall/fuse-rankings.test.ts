import { describe, expect, it } from 'vitest';
import { fuseRankings } from './fuse-rankings.ts';

const usual = { mean: 0.1, deviation: 0.1, rows: 1000 };
const words = (...scores: [string, number][]) => ({
  items: scores.map(([id, score]) => ({ id, score, matched: ['x'] })),
  confident: false,
});
const cosines = (...scores: [string, number][]) => scores.map(([id, score]) => ({ id, score }));
const order = (...input: Parameters<typeof fuseRankings>) =>
  fuseRankings(...input).items.map(({ id }) => id);

describe('fuseRankings', () => {
  it('lifts what means the same over what only shares a word', () => {
    const byWords = words(['a', 10], ['b', 9], ['c', 2]);
    const byMeaning = cosines(['c', 0.2], ['b', 0.8], ['d', 0.7]);
    expect(order({ words: byWords, cosines: byMeaning, usual })).toEqual(['b', 'a', 'd', 'c']);
  });

  it('leaves the order of words as it is where nothing stands out more than chance makes it', () => {
    const byWords = words(['a', 10], ['b', 9], ['c', 8]);
    const byMeaning = cosines(['d', 0.4], ['c', 0.4], ['b', 0.35]);
    const { items, confident } = fuseRankings({ words: byWords, cosines: byMeaning, usual });
    expect(items.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(confident).toBe(false);
  });

  it('is sure of what stands out far, even if no word was found', () => {
    const fused = fuseRankings({ words: words(), cosines: cosines(['d', 0.9]), usual });
    expect(fused).toMatchObject({ items: [{ id: 'd' }], confident: true });
  });

  it('finds by meaning in a store of one memory, and of a few that all fit', () => {
    const alone = { mean: 0.6, deviation: 0, rows: 1 };
    expect(order({ words: words(), cosines: cosines(['a', 0.6]), usual: alone })).toEqual(['a']);
    const few = { mean: 0.5, deviation: 0.2, rows: 6 };
    const byMeaning = cosines(['a', 0.6], ['b', 0.62], ['c', 0.1]);
    expect(order({ words: words(), cosines: byMeaning, usual: few })).toEqual(['b', 'a']);
  });
});
