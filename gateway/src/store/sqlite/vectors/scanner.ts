import type { Arena } from './arena.ts';
import { bitRowBytes, codeRowBytes, writeBits, writeCodes } from './quantise.ts';
import type { Block, Shelf, ShelfOptions } from './shelf.ts';
import { createVectorKernels } from './vector-kernels.ts';

/** Compares one vector after the other with the rows of a shelf. */
export interface Scanner {
  /** Sets what is compared from now on. */
  aim(vector: Float32Array): void;
  /** `visit` gets the place and the cosine of each row that is picked. */
  compare(shelf: Shelf, picksOf: PicksOf, visit: (place: number, cosine: number) => void): void;
  /** At least `wanted` rows whose bits differ least. Holds until the next call. */
  nearBits(shelf: Shelf, wanted: number): PicksOf;
}

/** Numbers of the rows of a block that are worth comparing. */
export type PicksOf = (block: Block, index: number) => readonly number[] | 'all';

export function createScanner(
  arena: Arena,
  { dimensions, rotation, centre }: ShelfOptions,
): Scanner {
  const kernels = createVectorKernels(arena.memory);
  const bitBytes = bitRowBytes(rotation.length);
  const codeBytes = codeRowBytes(dimensions);
  const mostBits = bitBytes * 8;
  const query = { bits: arena.allocate(bitBytes), codes: arena.allocate(codeBytes), scale: 0 };
  const histogram = arena.allocate((mostBits + 1) * 4);
  const picks = createScratch(arena, 4);
  const products = createScratch(arena, 4);
  const distances = createScratch(arena, 2);

  /** Where the distances of each block begin. */
  function measure(shelf: Shelf): readonly number[] {
    let end = distances.of(shelf.rows());
    arena.views().u32.fill(0, histogram / 4, histogram / 4 + mostBits + 1);
    return shelf.blocks.map((block) => {
      const begin = end;
      kernels.countDifferingBits(query.bits, block.bits, block.used, bitBytes, begin, histogram);
      end += block.used * 2;
      return begin;
    });
  }

  /** The distance up to which there are at least `wanted` rows. */
  function farthest(wanted: number): number {
    const { u32 } = arena.views();
    let count = 0;
    for (let distance = 0; distance <= mostBits; distance += 1) {
      count += u32[histogram / 4 + distance]!;
      if (count >= wanted) return distance;
    }
    return mostBits;
  }

  return {
    aim(vector) {
      const { u8, i8 } = arena.views();
      writeBits(rotation.turn(vector), { centre, into: u8, at: query.bits });
      query.scale = writeCodes(vector, { into: i8, at: query.codes });
    },
    compare(shelf, picksOf, visit) {
      for (const [index, block] of shelf.blocks.entries()) {
        const picked = picksOf(block, index);
        const count = picked === 'all' ? block.used : picked.length;
        if (count === 0) continue;
        const at = picks.of(count);
        const out = products.of(count);
        const { u32, i32, f32 } = arena.views();
        for (let pick = 0; pick < count; pick += 1) {
          u32[at / 4 + pick] = picked === 'all' ? pick : picked[pick]!;
        }
        kernels.multiplyPicked(query.codes, block.codes, at, count, codeBytes, out);
        for (let pick = 0; pick < count; pick += 1) {
          const row = u32[at / 4 + pick]!;
          const scale = f32[block.scales / 4 + row]! * query.scale;
          visit(u32[block.places / 4 + row]!, i32[out / 4 + pick]! * scale);
        }
      }
    },
    nearBits(shelf, wanted) {
      const begins = measure(shelf);
      const limit = farthest(wanted);
      return (block, index) => {
        const { u16 } = arena.views();
        const begin = begins[index]! / 2;
        const near: number[] = [];
        for (let row = 0; row < block.used; row += 1) {
          if (u16[begin + row]! <= limit) near.push(row);
        }
        return near;
      };
    },
  };
}

/** A piece of memory that grows with what is asked of it. */
function createScratch(arena: Arena, bytesEach: number): { of(count: number): number } {
  let capacity = 0;
  let address = 0;
  return {
    of(count) {
      if (count <= capacity) return address;
      if (capacity > 0) arena.release(address, capacity * bytesEach);
      capacity = count;
      address = arena.allocate(capacity * bytesEach);
      return address;
    },
  };
}
