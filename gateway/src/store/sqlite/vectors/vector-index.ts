import { placeOf, placesIn } from '../memory-places.ts';
import { createArena } from './arena.ts';
import { createBestOf, type Scored } from './best-of.ts';
import { codeRowBytes } from './quantise.ts';
import { createRotation } from './rotation.ts';
import { createScanner, type PicksOf } from './scanner.ts';
import { createShelf, type Shelf } from './shelf.ts';

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

  /* A filter may leave none of those whose bits are near, so what it leaves is compared in full. */
  function picksOf(shelf: Shelf, allows: ((place: number) => boolean) | undefined): PicksOf {
    if (allows) {
      return ({ places, used }) =>
        allowedRows(arena.views().u32.subarray(places / 4, places / 4 + used), allows);
    }
    if (shelf.rows() * codeRowBytes(dimensions) <= comparedBytes) return () => 'all';
    return scanner.nearBits(shelf, pickedRows(shelf.rows()));
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
      const best = createBestOf(limit);
      const usual = createTally();
      scanner.aim(vector);
      for (const namespace of namespaces) {
        const shelf = shelves.get(namespace);
        if (!shelf) continue;
        const { first } = placesIn(namespace);
        const allowsPlace = allows && ((place: number) => allows(first + place));
        scanner.compare(shelf, picksOf(shelf, allowsPlace), (place, cosine) =>
          best.offer(first + place, cosine),
        );
        scanner.compare(shelf, sampleOf(shelf), (_, cosine) => usual.add(cosine));
        usual.count(shelf.rows());
      }
      return { found: best.taken(), usual: usual.of() };
    },
    rows: () => shelves.values().reduce((sum, shelf) => sum + shelf.rows(), 0),
    bytes: () => arena.bytes(),
  };
}

/* By `npm run bench:memory`: less than a hundredth of the true ten best is lost, whatever the vectors are like. */
function pickedRows(rows: number): number {
  return Math.ceil(Math.min(rows / 10, 15_000 + rows / 30));
}

function allowedRows(places: Uint32Array, allows: (place: number) => boolean): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < places.length; row += 1) if (allows(places[row]!)) rows.push(row);
  return rows;
}

/* Evenly over all of them, so that every search of the same rows meets the same sample. */
function sampleOf(shelf: Shelf): PicksOf {
  const every = Math.ceil(shelf.rows() / sampledRows);
  return ({ used }) => Array.from({ length: Math.ceil(used / every) }, (_, at) => at * every);
}

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
