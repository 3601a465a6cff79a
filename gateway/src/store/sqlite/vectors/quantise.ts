import { rowAlignment } from './vector-kernels.ts';

/** Bytes of a row that has one bit for each number of a rotated vector. */
export function bitRowBytes(numbers: number): number {
  return align(Math.ceil(numbers / 8));
}

/** Bytes of a row that has one signed byte for each dimension. */
export function codeRowBytes(dimensions: number): number {
  return align(dimensions);
}

/** One bit for each number: whether the vector lies above `centre` there. */
export function writeBits(
  vector: Float32Array,
  { centre, into, at }: { centre: Float32Array; into: Uint8Array; at: number },
): void {
  for (let index = 0; index < vector.length; index += 8) {
    let byte = 0;
    for (let bit = 0; bit < 8; bit += 1) {
      if (vector[index + bit]! > centre[index + bit]!) byte |= 1 << bit;
    }
    into[at + (index >> 3)] = byte;
  }
}

/** Signed bytes; gives what they are to be multiplied with. */
export function writeCodes(
  vector: Float32Array,
  { into, at }: { into: Int8Array; at: number },
): number {
  let largest = 0;
  for (let index = 0; index < vector.length; index += 1) {
    largest = Math.max(largest, Math.abs(vector[index]!));
  }
  const factor = largest === 0 ? 0 : 127 / largest;
  for (let index = 0; index < vector.length; index += 1) {
    into[at + index] = Math.round(vector[index]! * factor);
  }
  into.fill(0, at + vector.length, at + codeRowBytes(vector.length));
  return largest / 127;
}

function align(bytes: number): number {
  return Math.ceil(bytes / rowAlignment) * rowAlignment;
}
