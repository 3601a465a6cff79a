import { placeOf, placesIn } from '../memory-places.ts';
import { createArena } from './arena.ts';
import { createBestOf, type Scored } from './best-of.ts';
import { codeRowBytes } from './quantise.ts';
import { createRotation } from './rotation.ts';
import { createScanner, type PickRows } from './scanner.ts';
import { createShelf, type Shelf } from './shelf.ts';
import { farthestWorthComparing } from './worth-comparing.ts';

/** Vectors of length 1 in memory, apart by the namespace of what they belong to, in a form that is searched fast. */
export interface VectorIndex {
  /** Memories are known by their `seq`. */
  add(memory: number, vector: Float32Array): void;
  remove(memories: readonly number[]): void;
  nearest(input: NearestInput): Nearest;
  rows(): number;
  bytes(): number;
}

export interface NearestInput {
  readonly namespaces: readonly number[];
  /** Of length 1. */
  readonly vector: Float32Array;
  readonly limit: number;
  /** Which memories may be found at all; all of them where it is left out. */
  readonly allows?: (memory: number) => boolean;
}

export interface Nearest {
  /** Best first, with cosines that are off by about a thousandth. */
  readonly found: readonly Scored[];
  /** What is usual in this namespace: tells how far the best stand out. */
  readonly usual: { readonly mean: number; readonly deviation: number; readonly rows: number };
}

export interface VectorIndexOptions {
  readonly dimensions: number;
  /** What bits are taken against: the mean of the vectors, as far as it is known. */
  readonly centre: Float32Array;
  readonly maxBytes: number;
  /** Each row is compared where all of them take no more; otherwise only those whose bits are near. */
  readonly comparedBytes?: number;
}

const sampledRows = 1024;

export function createVectorIndex(options: VectorIndexOptions): VectorIndex {
  const { dimensions, maxBytes, comparedBytes = 8_000_000 } = options;
  const arena = createArena({ maxBytes });
  const rotation = createRotation(dimensions);
  const shelfOptions = { dimensions, rotation, centre: rotation.turn(options.centre).slice() };
  const shelves = new Map<number, Shelf>();
  const scanner = createScanner(arena, shelfOptions);

  /** Gives cosines of rows from all over the shelf, to `tally` as well. */
  function sample(shelf: Shelf, tally: Tally): readonly number[] {
    const cosines: number[] = [];
    scanner.compare(shelf, sampleOf(shelf), (_, cosine) => {
      tally.add(cosine);
      cosines.push(cosine);
    });
    tally.count(shelf.rows());
    return cosines;
  }

  /** Those that differ in the fewest bits first; what they are worth tells how much further to look. */
  function compareNear(shelf: Shelf, cosines: readonly number[], best: Best): void {
    const bits = scanner.measureBits(shelf);
    const most = bits.holding(mostCompared(shelf.rows()));
    const near = Math.min(most, bits.holding(comparedPerWanted * best.limit));
    scanner.compare(shelf, bits.between(-1, near), best.offer);
    const least = best.least();
    const distances = bits.of(sampleOf(shelf));
    const far =
      least === undefined
        ? most
        : Math.min(most, Math.floor(farthestWorthComparing({ cosines, distances }, least)));
    if (far > near) scanner.compare(shelf, bits.between(near, far), best.offer);
  }

  function allowedRows(allows: (place: number) => boolean): PickRows {
    return ({ places, used }, _, into) => {
      const { u32 } = arena.views();
      let count = 0;
      for (let row = 0; row < used; row += 1) {
        if (allows(u32[places / 4 + row]!)) into[count++] = row;
      }
      return count;
    };
  }

  function isSmall(shelf: Shelf): boolean {
    return shelf.rows() * codeRowBytes(dimensions) <= comparedBytes;
  }

  return {
    add(memory, vector) {
      const { namespace, place } = placeOf(memory);
      let shelf = shelves.get(namespace);
      if (!shelf) shelves.set(namespace, (shelf = createShelf(arena, shelfOptions)));
      shelf.add(place, vector);
    },
    remove(memories) {
      const byNamespace = Map.groupBy(memories, (memory) => placeOf(memory).namespace);
      for (const [namespace, gone] of byNamespace) {
        const shelf = shelves.get(namespace);
        shelf?.remove(new Set(gone.map((memory) => placeOf(memory).place)));
        if (shelf?.rows() === 0) shelves.delete(namespace);
      }
    },
    nearest({ namespaces, vector, limit, allows }) {
      const all = createBestOf(limit);
      const tally = createTally();
      scanner.aim(vector);
      for (const namespace of namespaces) {
        const shelf = shelves.get(namespace);
        if (!shelf) continue;
        const { first } = placesIn(namespace);
        const offer = (place: number, cosine: number): void => all.offer(first + place, cosine);
        const cosines = sample(shelf, tally);
        /* A filter may leave none of those whose bits are near, so what it leaves is compared in full. */
        if (allows)
          scanner.compare(
            shelf,
            allowedRows((place) => allows(first + place)),
            offer,
          );
        else if (isSmall(shelf)) scanner.compare(shelf, allRows, offer);
        else compareNear(shelf, cosines, { limit, offer, least: all.least });
      }
      return { found: all.taken(), usual: tally.of() };
    },
    rows: () => shelves.values().reduce((sum, shelf) => sum + shelf.rows(), 0),
    bytes: () => arena.bytes(),
  };
}

interface Best {
  readonly limit: number;
  readonly offer: (place: number, cosine: number) => void;
  readonly least: () => number | undefined;
}

const comparedPerWanted = 8;

/* By `npm run bench:memory`: less than a hundredth of the true ten best is lost, whatever the vectors are like. */
function mostCompared(rows: number): number {
  return Math.ceil(Math.min(rows / 10, 15_000 + rows / 30));
}

const allRows: PickRows = ({ used }, _, into) => {
  for (let row = 0; row < used; row += 1) into[row] = row;
  return used;
};

/* Evenly over all of them, so that every search of the same rows meets the same sample. */
function sampleOf(shelf: Shelf): PickRows {
  const every = Math.ceil(shelf.rows() / sampledRows);
  return ({ used }, _, into) => {
    const count = Math.ceil(used / every);
    for (let at = 0; at < count; at += 1) into[at] = at * every;
    return count;
  };
}

type Tally = ReturnType<typeof createTally>;

function createTally() {
  let [sampled, sum, squares, rows] = [0, 0, 0, 0];
  return {
    add(value: number): void {
      sampled += 1;
      sum += value;
      squares += value * value;
    },
    count(more: number): void {
      rows += more;
    },
    of(): Nearest['usual'] {
      if (sampled === 0) return { mean: 0, deviation: 0, rows };
      const mean = sum / sampled;
      const variance = squares / sampled - mean * mean;
      return { mean, deviation: Math.sqrt(Math.max(0, variance)), rows };
    },
  };
}
