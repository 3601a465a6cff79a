import type { DatabaseSync } from 'node:sqlite';
import { isNearlySame } from '../../tools/memory/recall/likeness.ts';
import { contradictsAny, statementsOf } from '../../tools/memory/recall/statements.ts';
import {
  createReadAlike,
  likenessNumbers,
  type LikenessNumbers,
  type Said,
} from './memory-likeness.ts';
import { placeOf } from './memory-places.ts';
import { command, query } from './statement.ts';

/** Finds what a memory repeats and what it contradicts, among what the same speaker said in its namespace. */
export interface MemoryLinks {
  /** To be called when a row is there with its text. */
  link(row: LinkedRow): void;
  /** The same where what it repeats and contradicts is known: it is found by later ones only. */
  note(row: Pick<LinkedRow, 'seq' | 'text' | 'speaker_id'>): void;
  /** To be called before a row goes or its text changes. */
  unlink(seqs: readonly number[]): void;
}

interface LinkedRow {
  readonly seq: number;
  readonly id: string;
  readonly text: string;
  readonly speaker_id: string | null;
  readonly said_at: number;
}

type OtherRow = Omit<LinkedRow, 'speaker_id'> & { readonly duplicate_of: string | null };

export function createMemoryLinks(db: DatabaseSync): MemoryLinks {
  const readAlike = createReadAlike<OtherRow>(db, 'm.id, m.text, m.said_at, m.duplicate_of');
  const bySeqs = query<{ seqs: string }, Pick<LinkedRow, 'seq' | 'text' | 'speaker_id'>>(
    db,
    'SELECT seq, text, speaker_id FROM memories WHERE seq IN (SELECT value FROM json_each(:seqs))',
  );
  const add = command<{ number: number; seq: number }>(
    db,
    'INSERT OR IGNORE INTO memory_likeness (number, seq) VALUES (:number, :seq)',
  );
  const remove = command<{ number: number; seq: number }>(
    db,
    'DELETE FROM memory_likeness WHERE number = :number AND seq = :seq',
  );
  const setDuplicate = command<{ seq: number; original: string }>(
    db,
    'UPDATE memories SET duplicate_of = :original WHERE seq = :seq',
  );
  const setConflict = command<{ newer: string; older: string }>(
    db,
    'INSERT OR IGNORE INTO memory_conflicts VALUES (:newer, :older)',
  );
  const wasContradicted = query<{ id: string }, unknown>(
    db,
    'SELECT 1 FROM memory_conflicts WHERE older_id = :id LIMIT 1',
  );

  const keep = (seq: number, { texts, statements }: LikenessNumbers): void => {
    for (const number of [...texts, ...statements]) add({ number, seq });
  };

  return {
    note: (row) => keep(row.seq, likenessNumbers(saidOf(row))),
    link(row) {
      const numbers = likenessNumbers(saidOf(row));
      const { texts, statements } = readAlike(numbers);
      keep(row.seq, numbers);
      for (const [newer, older] of contradictions(row, statements)) {
        setConflict({ newer: newer.id, older: older.id });
      }
      /* What was said again after something else was said of it is news, and no repetition. */
      const original = texts.find(
        (other) => isNearlySame(other.text, row.text) && !wasContradicted.first({ id: other.id }),
      );
      if (original) {
        setDuplicate({ seq: row.seq, original: original.duplicate_of ?? original.id });
      }
    },
    unlink(seqs) {
      for (const row of bySeqs.all({ seqs: JSON.stringify(seqs) })) {
        const { texts, statements } = likenessNumbers(saidOf(row));
        for (const number of [...texts, ...statements]) remove({ number, seq: row.seq });
      }
    },
  };
}

type NotedRow = Pick<LinkedRow, 'seq' | 'text' | 'speaker_id'>;

function saidOf({ seq, text, speaker_id }: NotedRow): Said {
  return { namespace: placeOf(seq).namespace, speakerId: speaker_id, text };
}

function contradictions(row: LinkedRow, others: readonly OtherRow[]) {
  const statements = statementsOf(row.text);
  return others
    .filter((other) => contradictsAny(statements, other.text))
    .map((other) => (isNewer(row, other) ? ([row, other] as const) : ([other, row] as const)));
}

function isNewer(row: LinkedRow, other: OtherRow): boolean {
  return row.said_at === other.said_at ? row.seq > other.seq : row.said_at > other.said_at;
}
