import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Looks for bytes in a file. */
export interface ResidueScan {
  find(
    residues: readonly Buffer[],
    range: { from: number; bytes: number },
  ): 'found' | 'none' | 'more';
  close(): void;
}

const chunkBytes = 4 * 1024 * 1024;

export function createResidueScan(path: string): ResidueScan {
  /* Stays open: to close it would drop the locks that the database holds on this file in this process (fcntl). */
  let file: number | undefined;

  return {
    find(residues, { from, bytes }) {
      file ??= openSync(path, 'r');
      const { size } = fstatSync(file);
      const end = Math.min(size, from + bytes);
      const overlap = Math.max(0, ...residues.map(({ length }) => length));
      const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, end - from) + overlap);
      for (let at = from; at < end; at += chunkBytes) {
        const read = chunk.subarray(0, readSync(file, chunk, 0, chunk.length, at));
        if (residues.some((residue) => read.includes(residue))) return 'found';
      }
      return end < size ? 'more' : 'none';
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
