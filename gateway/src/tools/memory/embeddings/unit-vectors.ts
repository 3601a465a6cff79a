import type { Embedded } from './embedding-provider.ts';

/** Brings vectors to length 1; anything but one finite vector for each text is a failure. */
export function unitVectors(
  rows: readonly ArrayLike<unknown>[],
  { count, dimensions }: { count: number; dimensions?: number | undefined },
): Embedded {
  if (rows.length !== count) return failed(`gave ${rows.length} vectors for ${count} texts`);
  const length = dimensions ?? rows[0]?.length ?? 0;
  const vectors: Float32Array[] = [];
  for (const row of rows) {
    if (row.length !== length) {
      return failed(`gave a vector of ${row.length} numbers instead of ${length}`);
    }
    const vector = unitVector(row);
    if (!vector) return failed('gave a vector with numbers that are not finite, or all 0');
    vectors.push(vector);
  }
  return { kind: 'vectors', vectors };
}

function unitVector(row: ArrayLike<unknown>): Float32Array | undefined {
  const vector = new Float32Array(row.length);
  let squares = 0;
  for (let at = 0; at < row.length; at += 1) {
    const value = row[at];
    if (typeof value !== 'number') return undefined;
    vector[at] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length) || length === 0) return undefined;
  return vector.map((value) => value / length);
}

function failed(reason: string): Embedded {
  return { kind: 'failed', reason, refused: false };
}
