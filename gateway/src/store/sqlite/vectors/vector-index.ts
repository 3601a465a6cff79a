import { placeOf, placesIn } from '../memory-places.ts';
import { createArena } from './arena.ts';
import { createBestOf, type Scored } from './best-of.ts';
import { createCompareShelf } from './compare-shelf.ts';
import { createRotation } from './rotation.ts';
import { createScanner } from './scanner.ts';
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

export function createVectorIndex(options: VectorIndexOptions): VectorIndex {
  const { dimensions, maxBytes, comparedBytes = 8_000_000 } = options;
  const arena = createArena({ maxBytes });
  const rotation = createRotation(dimensions);
  const shelfOptions = { dimensions, rotation, centre: rotation.turn(options.centre).slice() };
  const shelves = new Map<number, Shelf>();
  const scanner = createScanner(arena, shelfOptions);
  const compareShelf = createCompareShelf({ arena, scanner, dimensions, comparedBytes });

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
        compareShelf(shelf, {
          offer: (place, cosine) => best.offer(first + place, cosine),
          wanted: limit,
          least: best.least,
          allows: allows && ((place) => allows(first + place)),
          sampled: usual.add,
        });
        usual.count(shelf.rows());
      }
      return { found: best.taken(), usual: usual.of() };
    },
    rows: () => shelves.values().reduce((sum, shelf) => sum + shelf.rows(), 0),
    bytes: () => arena.bytes(),
  };
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
