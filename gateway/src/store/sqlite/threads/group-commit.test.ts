import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';
import type { Call, Reply } from './messages.ts';

describe('a group of decisions', () => {
  let db: DatabaseSync;
  let commitGroup: (calls: readonly Call[]) => readonly Reply[];
  let outcomes: boolean[];

  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    db.exec(`CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT UNIQUE, reply_to INTEGER REFERENCES notes
      DEFERRABLE INITIALLY DEFERRED)`);
    outcomes = [];
    const insert = db.prepare('INSERT INTO notes (text, reply_to) VALUES (?, ?)');
    const operations = {
      note: (text: string) => Number(insert.run(text, null).lastInsertRowid),
      noteThenThrow(text: string) {
        insert.run(text, null);
        throw new Error('changed its mind');
      },
      replyToNobody: (text: string) => Number(insert.run(text, 999).changes),
      rollBack: () => db.exec('ROLLBACK'),
    };
    commitGroup = createGroupCommit(db, { operations, onOutcome: (ok) => outcomes.push(ok) });
  });
  afterEach(() => db.close());

  const notes = () =>
    db
      .prepare('SELECT text FROM notes ORDER BY rowid')
      .all()
      .map(({ text }) => text);
  const call = (name: string, ...input: unknown[]): Call => ({ id: ids++, name, input });
  const codes = (replies: readonly Reply[]) =>
    replies.map((reply) => ('failure' in reply ? reply.failure.code : 'ok'));
  let ids = 1;

  it('answers each with its own value and id', () => {
    const calls = [call('note', 'a'), call('note', 'b')];
    expect(commitGroup(calls)).toEqual([
      { id: calls[0]!.id, value: 1 },
      { id: calls[1]!.id, value: 2 },
    ]);
    expect(notes()).toEqual(['a', 'b']);
    expect(outcomes).toEqual([true]);
  });

  it('undoes one that throws, alone', () => {
    const replies = commitGroup([
      call('note', 'a'),
      call('noteThenThrow', 'b'),
      call('note', 'a'),
      call('nobody knows this'),
      call('note', 'c'),
    ]);
    expect(codes(replies)).toEqual(['ok', 'internal', 'internal', 'internal', 'ok']);
    expect(notes()).toEqual(['a', 'c']);
  });

  it('tells the cause to the log, not to the caller', () => {
    const [reply] = commitGroup([call('noteThenThrow', 'b')]);
    expect(reply).toMatchObject({
      failure: { retryable: false, cause: expect.stringContaining('changed its mind') as unknown },
    });
    expect(JSON.stringify({ ...reply, failure: { ...reply!, cause: '' } })).not.toContain('SQL');
  });

  it.each([
    ['the commit fails', 'replyToNobody'],
    ['the transaction was rolled back underneath', 'rollBack'],
  ])('keeps nothing where %s, and goes on with the next', (_, name) => {
    const replies = commitGroup([call('note', 'a'), call(name, 'b'), call('note', 'c')]);
    expect(replies.every((reply) => 'failure' in reply)).toBe(true);
    expect(notes()).toEqual([]);
    expect(codes(commitGroup([call('note', 'd')]))).toEqual(['ok']);
    expect(notes()).toEqual(['d']);
    expect(outcomes).toEqual([false, true]);
  });

  it('says that the disk is full, keeps nothing half, and goes on once there is room', () => {
    db.exec('PRAGMA max_page_count = 12');
    const long = 'x'.repeat(3000);
    const replies = commitGroup(Array.from({ length: 20 }, (_, n) => call('note', `${n}${long}`)));
    const failed = replies.filter((reply) => 'failure' in reply);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]).toMatchObject({
      failure: {
        code: 'storage_unavailable',
        retryable: true,
        message: expect.stringContaining('disk is full') as unknown,
      },
    });
    expect(notes()).toHaveLength(20 - failed.length);
    expect(outcomes).toEqual([false]);

    db.exec('PRAGMA max_page_count = 10000');
    expect(codes(commitGroup([call('note', long)]))).toEqual(['ok']);
    expect(outcomes).toEqual([false, true]);
  });
});
