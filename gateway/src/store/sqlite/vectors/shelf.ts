import type { Arena } from './arena.ts';
import { bitRowBytes, codeRowBytes, writeBits, writeCodes } from './quantise.ts';
import type { Rotation } from './rotation.ts';

/** The vectors of one namespace, in blocks that kernels walk through. */
export interface Shelf {
  readonly blocks: readonly Block[];
  rows(): number;
  /** `place` is the number of the memory in its namespace, under 2^32. */
  add(place: number, vector: Float32Array): void;
  /** Gives how many rows went. */
  remove(places: ReadonlySet<number>): number;
}

/** Addresses of what so many rows hold; of `capacity` rows, `used` are in use. */
export interface Block {
  readonly capacity: number;
  used: number;
  readonly bits: number;
  readonly codes: number;
  readonly scales: number;
  readonly places: number;
}

export interface ShelfOptions {
  readonly dimensions: number;
  readonly rotation: Rotation;
  /** What bits are taken against, rotated. */
  readonly centre: Float32Array;
}

const smallestBlock = 16;
export const largestBlock = 4096;

export function createShelf(arena: Arena, { dimensions, rotation, centre }: ShelfOptions): Shelf {
  const blocks: Block[] = [];
  const bitBytes = bitRowBytes(rotation.length);
  const codeBytes = codeRowBytes(dimensions);
  const rowBytes = bitBytes + codeBytes + 4 + 4;
  let rows = 0;

  function openBlock(): Block {
    /* As large as all before it: many small namespaces take little, large ones few blocks. */
    const capacity = Math.min(
      largestBlock,
      Math.max(smallestBlock, 2 ** Math.ceil(Math.log2(rows || 1))),
    );
    const bits = arena.allocate(capacity * rowBytes);
    const codes = bits + capacity * bitBytes;
    const scales = codes + capacity * codeBytes;
    const block = { capacity, used: 0, bits, codes, scales, places: scales + capacity * 4 };
    blocks.push(block);
    return block;
  }

  function lastBlock(): Block {
    const last = blocks.at(-1);
    return last && last.used < last.capacity ? last : openBlock();
  }

  function copyRow(from: Block, fromRow: number, to: Block, toRow: number): void {
    const { u8, u32 } = arena.views();
    const copy = (source: number, target: number, bytes: number) =>
      u8.copyWithin(
        target + toRow * bytes,
        source + fromRow * bytes,
        source + (fromRow + 1) * bytes,
      );
    copy(from.bits, to.bits, bitBytes);
    copy(from.codes, to.codes, codeBytes);
    u32[to.scales / 4 + toRow] = u32[from.scales / 4 + fromRow]!;
    u32[to.places / 4 + toRow] = u32[from.places / 4 + fromRow]!;
  }

  /** The last row of all takes the place of the one that goes, and is overwritten where it was. */
  function removeRow(block: Block, row: number): void {
    const last = blocks.at(-1)!;
    last.used -= 1;
    rows -= 1;
    copyRow(last, last.used, block, row);
    const { u8 } = arena.views();
    u8.fill(0, last.bits + last.used * bitBytes, last.bits + (last.used + 1) * bitBytes);
    u8.fill(0, last.codes + last.used * codeBytes, last.codes + (last.used + 1) * codeBytes);
    if (last.used > 0) return;
    blocks.pop();
    arena.release(last.bits, last.capacity * rowBytes);
  }

  return {
    blocks,
    rows: () => rows,
    add(place, vector) {
      const block = lastBlock();
      const { u8, i8, f32, u32 } = arena.views();
      const row = block.used;
      writeBits(rotation.turn(vector), { centre, into: u8, at: block.bits + row * bitBytes });
      const scale = writeCodes(vector, { into: i8, at: block.codes + row * codeBytes });
      f32[block.scales / 4 + row] = scale;
      u32[block.places / 4 + row] = place;
      block.used += 1;
      rows += 1;
    },
    remove(places) {
      const before = rows;
      /* From the end: what takes the place of a removed row was looked at already. */
      for (const block of blocks.toReversed()) {
        for (let row = block.used - 1; row >= 0; row -= 1) {
          if (places.has(arena.views().u32[block.places / 4 + row]!)) removeRow(block, row);
        }
      }
      return before - rows;
    },
  };
}
