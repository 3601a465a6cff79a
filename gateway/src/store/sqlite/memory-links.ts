import type { DatabaseSync } from 'node:sqlite';
import { isNearlySame, likenessNumber, likenessOf } from '../../tools/memory/recall/likeness.ts';
import {
  isContradiction,
  statementsOf,
  type Statement,
} from '../../tools/memory/recall/statements.ts';
import type { NewStatement } from '../../tools/memory/memory-record-store.ts';
import type { Memory } from '../../tools/memory/memory-store.ts';
import { placeOf } from './memory-places.ts';
import { memoryColumns, memoryOf, type MemoryRow } from './memory-rows.ts';
import { command, query } from './statement.ts';

/** Finds what a memory repeats and what it contradicts, among what the same speaker said in its namespace. */
export interface MemoryLinks {
  /** To be called when a row is there with its text. */
  link(seq: number): void;
  /** To be called before a row goes or its text changes. */
  unlink(seqs: readonly number[]): void;
}

interface LinkedRow {
  readonly seq: number;
  readonly id: string;
  readonly text: string;
  readonly speaker_id: string | null;
  readonly said_at: number;
  readonly duplicate_of: string | null;
}

/* A thing that is said to be different every day is nothing to look through every time. */
const mostAlike = 50;

export function createMemoryLinks(db: DatabaseSync): MemoryLinks {
  const columns = 'm.seq, m.id, m.text, m.speaker_id, m.said_at, m.duplicate_of';
  const bySeq = query<{ seq: number }, LinkedRow>(
    db,
    `SELECT ${columns} FROM memories m WHERE m.seq = :seq`,
  );
  const alike = query<{ numbers: string; seq: number }, LinkedRow>(
    db,
    `SELECT DISTINCT ${columns} FROM json_each(:numbers) wanted
     JOIN memory_likeness l ON l.number = wanted.value JOIN memories m ON m.seq = l.seq
     WHERE m.seq <> :seq AND m.superseded_by IS NULL ORDER BY m.seq DESC LIMIT ${mostAlike}`,
  );
  const add = command<{ numbers: string; seq: number }>(
    db,
    'INSERT OR IGNORE INTO memory_likeness SELECT value, :seq FROM json_each(:numbers)',
  );
  const remove = command<{ numbers: string; seq: number }>(
    db,
    'DELETE FROM memory_likeness WHERE seq = :seq AND number IN (SELECT value FROM json_each(:numbers))',
  );
  const setDuplicate = command<{ seq: number; original: string | null }>(
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

  function link(seq: number): void {
    const row = bySeq.first({ seq });
    if (!row) return;
    const numbers = JSON.stringify(numbersOf(row));
    const others = alike.all({ numbers, seq });
    add({ numbers, seq });
    for (const [newer, older] of contradictions(row, others)) {
      setConflict({ newer: newer.id, older: older.id });
    }
    /* What was said again after something else was said of it is news, and no repetition. */
    const original = others.find(
      (other) => isNearlySame(other.text, row.text) && !wasContradicted.first({ id: other.id }),
    );
    if (original) setDuplicate({ seq, original: original.duplicate_of ?? original.id });
  }

  return {
    link,
    unlink(seqs) {
      for (const seq of seqs) {
        const row = bySeq.first({ seq });
        if (row) remove({ numbers: JSON.stringify(numbersOf(row)), seq });
      }
    },
  };
}

function contradictions(row: LinkedRow, others: readonly LinkedRow[]) {
  const statements = statementsOf(row.text);
  if (statements.length === 0) return [];
  return others
    .filter((other) => contradictsAny(statements, other.text))
    .map((other) => (isNewer(row, other) ? ([row, other] as const) : ([other, row] as const)));
}

function contradictsAny(statements: readonly Statement[], text: string): boolean {
  return statementsOf(text).some((other) => statements.some((one) => isContradiction(one, other)));
}

function isNewer(row: LinkedRow, other: LinkedRow): boolean {
  return row.said_at === other.said_at ? row.seq > other.seq : row.said_at > other.said_at;
}

function numbersOf({ seq, text, speaker_id }: LinkedRow): readonly number[] {
  const scope = scopeOf(placeOf(seq).namespace, speaker_id);
  const keys = [...likenessOf(text), ...statementsOf(text).map(keyOf)];
  return [...new Set(keys)].map((key) => likenessNumber(scope, key));
}

function scopeOf(namespace: number, speakerId: string | null): string {
  return JSON.stringify([namespace, speakerId]);
}

function keyOf({ about }: Statement): string {
  return `?${about}`;
}

/** Finds what a text would contradict if it were written now. */
export function createFindContradicted(
  db: DatabaseSync,
): (statement: NewStatement) => readonly Memory[] {
  const namespaces = query<{ space: string; name: string }, { number: number }>(
    db,
    'SELECT number FROM memory_namespaces WHERE space = :space AND name = :name',
  );
  const alike = query<{ numbers: string }, MemoryRow>(
    db,
    `SELECT DISTINCT ${memoryColumns} FROM json_each(:numbers) wanted
     JOIN memory_likeness l ON l.number = wanted.value JOIN memories m ON m.seq = l.seq
     WHERE m.superseded_by IS NULL AND m.duplicate_of IS NULL ORDER BY m.seq DESC LIMIT ${mostAlike}`,
  );
  return ({ space, namespace, speakerId = null, text }) => {
    const statements = statementsOf(text);
    const found = statements.length > 0 && namespaces.first({ space, name: namespace });
    if (!found) return [];
    const scope = scopeOf(found.number, speakerId);
    const numbers = statements.map((statement) => likenessNumber(scope, keyOf(statement)));
    const rows = alike.all({ numbers: JSON.stringify(numbers) });
    return rows.filter((row) => contradictsAny(statements, row.text)).map(memoryOf);
  };
}
