import type { Arena } from './arena.ts';
import { codeRowBytes } from './quantise.ts';
import type { PickRows, Scanner } from './scanner.ts';
import type { Shelf } from './shelf.ts';
import { farthestWorthComparing } from './worth-comparing.ts';

/** Where the rows that are compared go. */
export interface Comparison {
  readonly offer: (place: number, cosine: number) => void;
  /** How many are wanted, and how good the worst of so many is, once they are found. */
  readonly wanted: number;
  readonly least: () => number | undefined;
  /** Which may be found at all; all of them where it is left out. */
  readonly allows?: ((place: number) => boolean) | undefined;
  /** Gets cosines of rows from all over the shelf. */
  readonly sampled: (cosine: number) => void;
}

interface Parts {
  readonly arena: Arena;
  readonly scanner: Scanner;
  readonly dimensions: number;
  /** Each row is compared where all of them take no more; otherwise only those that may be near. */
  readonly comparedBytes: number;
}

const sampledRows = 1024;
const nearPerWanted = 8;

/** Compares what the scanner is aimed at with the rows of a shelf, or with those that matter. */
export function createCompareShelf(parts: Parts): (shelf: Shelf, comparison: Comparison) => void {
  const { arena, scanner, dimensions, comparedBytes } = parts;

  function sample(shelf: Shelf, { sampled }: Comparison): readonly number[] {
    const cosines: number[] = [];
    scanner.compare(shelf, sampleOf(shelf), (_, cosine) => {
      sampled(cosine);
      cosines.push(cosine);
    });
    return cosines;
  }

  return (shelf, comparison) => {
    const { offer, allows } = comparison;
    const cosines = sample(shelf, comparison);
    /* A filter may leave none of those whose bits are near, so what it leaves is compared in full. */
    if (allows) return scanner.compare(shelf, allowedRows(arena, allows), offer);
    const isSmall = shelf.rows() * codeRowBytes(dimensions) <= comparedBytes;
    if (isSmall) return scanner.compare(shelf, allRows, offer);
    return compareNear(shelf, { scanner, cosines, comparison });
  };
}

/** Those that differ in the fewest bits first; how good they are tells how much further to look. */
function compareNear(
  shelf: Shelf,
  {
    scanner,
    cosines,
    comparison,
  }: { scanner: Scanner; cosines: readonly number[]; comparison: Comparison },
): void {
  const { offer, wanted, least } = comparison;
  const bits = scanner.measureBits(shelf);
  const most = bits.holding(mostCompared(shelf.rows()));
  const near = Math.min(most, bits.holding(nearPerWanted * wanted));
  const distances = bits.of(sampleOf(shelf));
  scanner.compare(shelf, bits.between(-1, near), offer);
  const found = least();
  const worth = found === undefined ? most : farthestWorthComparing({ cosines, distances }, found);
  const far = Math.min(most, Math.floor(worth));
  if (far > near) scanner.compare(shelf, bits.between(near, far), offer);
}

/* By `npm run bench:memory`: less than a hundredth of the true ten best is lost, whatever the vectors are like. */
function mostCompared(rows: number): number {
  return Math.ceil(Math.min(rows / 10, 15_000 + rows / 30));
}

const allRows: PickRows = ({ used }, _, into) => {
  for (let row = 0; row < used; row += 1) into[row] = row;
  return used;
};

function allowedRows(arena: Arena, allows: (place: number) => boolean): PickRows {
  return ({ places, used }, _, into) => {
    const { u32 } = arena.views();
    let count = 0;
    for (let row = 0; row < used; row += 1) {
      if (allows(u32[places / 4 + row]!)) into[count++] = row;
    }
    return count;
  };
}

/* Evenly over all of them, so that every search of the same rows meets the same sample. */
function sampleOf(shelf: Shelf): PickRows {
  const every = Math.ceil(shelf.rows() / sampledRows);
  return ({ used }, _, into) => {
    const count = Math.ceil(used / every);
    for (let at = 0; at < count; at += 1) into[at] = at * every;
    return count;
  };
}
