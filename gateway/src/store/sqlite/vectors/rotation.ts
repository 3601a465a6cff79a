/** Turns vectors so that what they tell is spread evenly over all numbers. Lengths and angles stay. */
export interface Rotation {
  /** A power of two, at least the number of dimensions. */
  readonly length: number;
  /** The turned vector; the next call overwrites it. */
  turn(vector: Float32Array): Float32Array;
}

/**
 * Random signs, then a fast Walsh-Hadamard transform. Many models keep most of what they know in their
 * first numbers; a bit of each would weigh the others just as much.
 */
export function createRotation(dimensions: number): Rotation {
  const length = 2 ** Math.ceil(Math.log2(dimensions));
  const signs = randomSigns(dimensions);
  const turned = new Float32Array(length);
  const norm = 1 / Math.sqrt(length);
  return {
    length,
    turn(vector) {
      turned.fill(0, dimensions);
      for (let at = 0; at < dimensions; at += 1) turned[at] = vector[at]! * signs[at]! * norm;
      transform(turned);
      return turned;
    },
  };
}

function transform(values: Float32Array): void {
  const { length } = values;
  for (let half = 1; half < length; half *= 2) {
    for (let start = 0; start < length; start += 2 * half) {
      for (let at = start; at < start + half; at += 1) {
        const a = values[at]!;
        const b = values[at + half]!;
        values[at] = a + b;
        values[at + half] = a - b;
      }
    }
  }
}

/* The same at each start (xorshift32 from a fixed seed): a rotation has to be random to the data only. */
function randomSigns(count: number): Float32Array {
  let state = 0x9e3779b9;
  return Float32Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state < 0 ? -1 : 1;
  });
}
