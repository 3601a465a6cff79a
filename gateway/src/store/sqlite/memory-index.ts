import type { DatabaseSync } from 'node:sqlite';
import { command } from './statement.ts';

/** Keeps the index of words in step with the rows: take out before a row changes, put in after. */
export interface MemoryIndex {
  add(seqs: readonly number[]): void;
  remove(seqs: readonly number[]): void;
}

export function createMemoryIndex(db: DatabaseSync): MemoryIndex {
  const words = `SELECT seq, text, bigrams, labels, marks FROM memory_words
    WHERE seq IN (SELECT value FROM json_each(:seqs))`;
  const add = command<{ seqs: string }>(
    db,
    `INSERT INTO memory_index (rowid, text, bigrams, labels, marks) ${words}`,
  );
  /* An index without content of its own has to be told what it holds: that is how FTS5 deletes. */
  const remove = command<{ seqs: string }>(
    db,
    `INSERT INTO memory_index (memory_index, rowid, text, bigrams, labels, marks)
     ${words.replace('SELECT', `SELECT 'delete',`)}`,
  );
  return {
    add: (seqs) => void add({ seqs: JSON.stringify(seqs) }),
    remove: (seqs) => void remove({ seqs: JSON.stringify(seqs) }),
  };
}
