import type { Arena } from './arena.ts';
import { bitRowBytes, codeRowBytes, writeBits, writeCodes } from './quantise.ts';
import { largestBlock, type Block, type Shelf, type ShelfOptions } from './shelf.ts';
import { createVectorKernels } from './vector-kernels.ts';

/** Compares one vector after the other with the rows of a shelf. */
export interface Scanner {
  /** Sets what is compared from now on. */
  aim(vector: Float32Array): void;
  /** `visit` gets the place and the cosine of each row that is picked, in order. */
  compare(shelf: Shelf, pick: PickRows, visit: (place: number, cosine: number) => void): void;
  /** How many bits of each row differ. Holds until the next call. */
  measureBits(shelf: Shelf): BitDistances;
}

/** Writes the numbers of the rows of a block that are worth comparing, and gives how many they are. */
export type PickRows = (block: Block, index: number, into: Uint32Array) => number;

export interface BitDistances {
  /** The distance up to which there are at least so many rows. */
  holding(wanted: number): number;
  /** Rows that differ in more than `above` bits, and in at most `upTo`. */
  between(above: number, upTo: number): PickRows;
  /** The distance of each row that is picked, in order. */
  of(pick: PickRows): readonly number[];
}

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
  const picks = arena.allocate(largestBlock * 4);
  const products = arena.allocate(largestBlock * 4);
  const end = arena.allocate(4);
  const distances = createScratch(arena, 2);

  function pickIn(shelf: Shelf, index: number, pick: PickRows): Uint32Array {
    const block = shelf.blocks[index]!;
    const into = arena.views().u32.subarray(picks / 4, picks / 4 + block.used);
    return into.subarray(0, pick(block, index, into));
  }

  /** Where the distances of each block begin. */
  function measure(shelf: Shelf): readonly number[] {
    let at = distances.of(shelf.rows());
    arena.views().u32.fill(0, histogram / 4, histogram / 4 + mostBits + 1);
    return shelf.blocks.map((block) => {
      const begin = at;
      kernels.countDifferingBits(query.bits, block.bits, block.used, bitBytes, begin, histogram);
      at += block.used * 2;
      return begin;
    });
  }

  return {
    aim(vector) {
      const { u8, i8 } = arena.views();
      writeBits(rotation.turn(vector), { centre, into: u8, at: query.bits });
      query.scale = writeCodes(vector, { into: i8, at: query.codes });
    },
    compare(shelf, pick, visit) {
      for (const [index, block] of shelf.blocks.entries()) {
        const picked = pickIn(shelf, index, pick);
        if (picked.length === 0) continue;
        const { u32, i32, f32 } = arena.views();
        kernels.multiplyPicked(query.codes, block.codes, picks, picked.length, codeBytes, products);
        for (let at = 0; at < picked.length; at += 1) {
          const row = picked[at]!;
          const scale = f32[block.scales / 4 + row]! * query.scale;
          visit(u32[block.places / 4 + row]!, i32[products / 4 + at]! * scale);
        }
      }
    },
    measureBits(shelf) {
      const begins = measure(shelf);
      return {
        holding(wanted) {
          const { u32 } = arena.views();
          let count = 0;
          for (let distance = 0; distance <= mostBits; distance += 1) {
            count += u32[histogram / 4 + distance]!;
            if (count >= wanted) return distance;
          }
          return mostBits;
        },
        between: (above, upTo) => (block, index, into) => {
          const width = Math.max(0, upTo - above);
          const out = into.byteOffset;
          kernels.pickRows(begins[index]!, block.used, above + 1, width, out, end);
          return (arena.views().u32[end / 4]! - out) / 4;
        },
        of(pick) {
          const { u16 } = arena.views();
          return shelf.blocks.flatMap((_, index) =>
            Array.from(pickIn(shelf, index, pick), (row) => u16[begins[index]! / 2 + row]!),
          );
        },
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
