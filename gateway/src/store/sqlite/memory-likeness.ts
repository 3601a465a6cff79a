import type { DatabaseSync } from 'node:sqlite';
import { isNearlySame, likenessNumber, likenessOf } from '../../tools/memory/recall/likeness.ts';
import { contradictsAny, statementsOf } from '../../tools/memory/recall/statements.ts';
import type { NewStatement } from '../../tools/memory/memory-record-store.ts';
import type { Memory, NewMemory } from '../../tools/memory/memory-store.ts';
import { memoryColumns, memoryOf, type MemoryRow } from './memory-rows.ts';
import { query } from './statement.ts';

/** What says where a text was said, and by whom. */
export interface Said {
  /** The number of its namespace. */
  readonly namespace: number;
  readonly speakerId: string | null;
  readonly text: string;
}

/** The numbers under which a text is found again: by what it says, and by what it makes statements about. */
export interface LikenessNumbers {
  readonly texts: readonly number[];
  readonly statements: readonly number[];
}

export function likenessNumbers(said: Said): LikenessNumbers {
  const { text } = said;
  return {
    texts: numbersOf(said, likenessOf(text)),
    statements: numbersOf(
      said,
      statementsOf(text).map(({ about }) => `?${about}`),
    ),
  };
}

function numbersOf({ namespace, speakerId }: Said, keys: readonly string[]): readonly number[] {
  const scope = JSON.stringify([namespace, speakerId]);
  return [...new Set(keys)].map((key) => likenessNumber(scope, key));
}

/* The newest of each number, as the index has them: a template, or what is said to be different every day, has many. */
const mostAlike = 8;
const mostStatements = 50;

/** Reads the newest memories of each number; `columns` are those of a table `memories m`. */
export function createReadAlike<Row extends { readonly seq: number }>(
  db: DatabaseSync,
  columns: string,
): (numbers: LikenessNumbers) => {
  readonly texts: readonly Row[];
  readonly statements: readonly Row[];
} {
  const newest = query<{ number: number; limit: number }, Row>(
    db,
    `SELECT m.seq, ${columns} FROM memory_likeness l CROSS JOIN memories m ON m.seq = l.seq
     WHERE l.number = :number AND m.superseded_by IS NULL ORDER BY l.seq DESC LIMIT :limit`,
  );
  const read = (numbers: readonly number[], limit: number): readonly Row[] => {
    if (numbers.length === 0) return [];
    const rows = numbers.flatMap((number) => newest.all({ number, limit }));
    return [...new Map(rows.map((row) => [row.seq, row])).values()];
  };
  return ({ texts, statements }) => ({
    texts: read(texts, mostAlike),
    statements: read(statements, mostStatements),
  });
}

/** Finds what a text would contradict if it were written now. */
export function createFindContradicted(
  db: DatabaseSync,
): (statement: NewStatement) => readonly Memory[] {
  const findNamespace = createFindNamespace(db);
  const readAlike = createReadAlike<MemoryRow & { readonly seq: number }>(db, memoryColumns);
  return ({ space, namespace: name, speakerId = null, text }) => {
    const statements = statementsOf(text);
    const found = statements.length > 0 && findNamespace({ space, name });
    if (!found) return [];
    return readAlike(likenessNumbers({ namespace: found.number, speakerId, text }))
      .statements.filter((row) => row.duplicate_of === null && contradictsAny(statements, row.text))
      .map(memoryOf);
  };
}

/** Leaves out what was said before, but for case, punctuation and the like. */
export function createListUnsaid(
  db: DatabaseSync,
): (memories: readonly NewMemory[]) => readonly NewMemory[] {
  const findNamespace = createFindNamespace(db);
  const readAlike = createReadAlike<{ readonly seq: number; readonly text: string }>(db, 'm.text');
  return (memories) =>
    memories.filter(({ space, namespace: name, speakerId = null, text }) => {
      const found = findNamespace({ space, name });
      if (!found) return true;
      const { texts } = readAlike(likenessNumbers({ namespace: found.number, speakerId, text }));
      return !texts.some((other) => isNearlySame(other.text, text));
    });
}

function createFindNamespace(db: DatabaseSync) {
  return query<{ space: string; name: string }, { number: number }>(
    db,
    'SELECT number FROM memory_namespaces WHERE space = :space AND name = :name',
  ).first;
}
