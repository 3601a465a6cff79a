import { describe, expect, it } from 'vitest';
import { unitVectors } from './unit-vectors.ts';

describe('unitVectors', () => {
  it('brings each to length 1', () => {
    expect(unitVectors([[3, 4]], { count: 1 })).toEqual({
      kind: 'vectors',
      vectors: [Float32Array.of(0.6, 0.8)],
    });
  });

  it.each([
    ['too few', [[1, 2]], 2],
    ['of different length', [[1, 2], [1]], 2],
    ['not a number', [[1, Number.NaN]], 1],
    ['null, as JSON writes it', [[1, null]], 1],
    ['infinite', [[1, Infinity]], 1],
    ['all zero', [[0, 0]], 1],
    ['empty', [[]], 1],
    ['text', [['1', '2']], 1],
  ] as const)('refuses what is %s', (_, rows, count) => {
    expect(unitVectors(rows, { count })).toMatchObject({ kind: 'failed', refused: false });
  });

  it('refuses another length than was asked for', () => {
    expect(unitVectors([[1, 2]], { count: 1, dimensions: 3 })).toMatchObject({
      reason: 'gave a vector of 2 numbers instead of 3',
    });
  });
});
