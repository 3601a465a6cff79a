import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { createResidueScan, type ResidueScan } from './residue-scan.ts';
import { residuesOf } from './residues-of.ts';

/** Cleans the files of the database after something was forgotten. */
export interface FileEraser {
  /** Notes, within the commit that forgets, what no byte may say any more: texts, and words that only they had. */
  expect(gone: { readonly texts: readonly string[]; readonly words: Iterable<string> }): void;
  /** To be called after each commit: does what was noted, before anybody is answered. */
  afterCommit(): void;
  /** Ends what a process that died has left. */
  finishLast(): void;
  close(): void;
}

/* The writer stands still meanwhile; what a reader holds up is erased a little later. */
const patienceMs = 100;
const againMs = 250;
/* So many bytes are compared before the answer (a third of a second); of larger files, the rest follows in slices. */
const atOnceBytes = 512 * 1024 * 1024;
const sliceBytes = 64 * 1024 * 1024;
/* To look for more than that takes longer than to write the file anew. */
const mostResidues = 64;
/* Larger files are not copied in memory. */
const largeFileBytes = 256 * 1024 * 1024;

/**
 * The database overwrites what it deletes, but its log still holds it until it is emptied, and a page that was
 * split keeps copies of rows that moved away (about one in two thousand). So the file is looked through for
 * what was forgotten, and written anew where something of it is left.
 */
export function createFileEraser(db: DatabaseSync, path: string): FileEraser {
  const { timeout } = db.prepare('PRAGMA busy_timeout').get() as { timeout: number };
  const mark = db.prepare('UPDATE erasure SET pending = 1');
  const clear = db.prepare('UPDATE erasure SET pending = 0');
  const isPending = db.prepare('SELECT pending FROM erasure');
  const scan: ResidueScan = createResidueScan(path);
  let expected: Buffer[] = [];
  let timer: NodeJS.Timeout | undefined;

  function emptyLog(): boolean {
    db.exec(`PRAGMA busy_timeout = ${patienceMs}`);
    try {
      const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
      return busy === 0;
    } catch {
      return false; // a disk that refuses now is tried again
    } finally {
      db.exec(`PRAGMA busy_timeout = ${timeout}`);
    }
  }

  function erase(): void {
    clearTimeout(timer);
    if (!emptyLog()) return later(erase, againMs);
    if (expected.length > mostResidues) return end('found');
    look({ from: 0, compare: atOnceBytes });
  }

  function later(step: () => void, afterMs: number): void {
    timer = setTimeout(() => attempt(step), afterMs).unref();
  }

  function look({ from, compare }: { from: number; compare: number }): void {
    const bytes = Math.ceil(compare / expected.length);
    const found = scan.find(expected, { from, bytes });
    if (found !== 'more') return end(found);
    later(() => look({ from: from + bytes, compare: sliceBytes }), 0);
  }

  function end(found: 'found' | 'none'): void {
    if (found === 'found') writeAnew();
    expected = [];
    clear.run();
  }

  function writeAnew(): void {
    const isLarge = statSync(path).size > largeFileBytes;
    if (isLarge) db.exec('PRAGMA temp_store = FILE');
    try {
      db.exec('VACUUM');
    } finally {
      if (isLarge) db.exec('PRAGMA temp_store = MEMORY');
    }
    emptyLog();
  }

  return {
    expect({ texts, words }) {
      mark.run();
      expected.push(...residuesOf(texts, words));
    },
    afterCommit() {
      if (expected.length > 0) attempt(erase);
    },
    finishLast() {
      const { pending } = isPending.get() as { pending: number };
      if (pending === 0) return;
      attempt(() => {
        emptyLog();
        end('found');
      });
    },
    close() {
      clearTimeout(timer);
      scan.close();
    },
  };
}

/* What is forgotten is gone from all tables by now; what is left to do stays noted in the database. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // no room on the disk, most likely: tried again with the next thing that is forgotten, and at the next start
  }
}
