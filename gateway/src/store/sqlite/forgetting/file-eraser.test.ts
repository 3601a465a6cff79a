import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, readMigrations } from '../migrate.ts';
import { openForWriting } from '../open-database.ts';
import { makeTempFolder } from '../testing/open-two.ts';
import { createFileEraser, type FileEraser } from './file-eraser.ts';

const secret = 'the-password-of-the-old-router-is-hunter2';

describe('erasing from the file', () => {
  let folder: string;
  let file: string;
  let db: DatabaseSync;
  let eraser: FileEraser;

  beforeEach(() => {
    folder = makeTempFolder();
    file = path.join(folder, 'tutti.db');
    open();
    db.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)');
  });
  afterEach(() => {
    db.close();
    eraser.close();
    rmSync(folder, { recursive: true });
  });

  function open(): void {
    db = openForWriting({ path: file, synchronous: 'OFF' });
    migrate(db, readMigrations());
    eraser = createFileEraser(db, file);
  }
  const isLeft = (): boolean =>
    ['', '-wal'].some((end) => readFileSync(file + end).includes(secret));
  const isPending = () => db.prepare('SELECT pending FROM erasure').get()?.['pending'] === 1;
  /* As a page that was split keeps it: deleted while nothing is overwritten. */
  function leaveResidue(): void {
    db.exec(`PRAGMA secure_delete = OFF`);
    db.prepare('INSERT INTO notes (text) VALUES (?)').run(secret);
    db.exec('DELETE FROM notes; PRAGMA secure_delete = ON');
  }
  function forget(): void {
    db.exec('BEGIN');
    eraser.expect({ texts: [secret], words: [] });
    db.exec('COMMIT');
  }

  it('writes the file anew where something is left in it', () => {
    leaveResidue();
    forget();
    expect(isLeft()).toBe(true);
    eraser.afterCommit();
    expect(isLeft()).toBe(false);
    expect(isPending()).toBe(false);
  });

  it('is done by the next start where the process died before', () => {
    leaveResidue();
    forget();
    db.close();
    eraser.close();
    open();
    expect(isPending()).toBe(true);
    expect(isLeft()).toBe(true);
    eraser.finishLast();
    expect(isLeft()).toBe(false);
    expect(isPending()).toBe(false);
  });

  it('waits for a reader that still needs the log, and goes on by itself', async () => {
    db.prepare('INSERT INTO notes (text) VALUES (?)').run(secret);
    const reader = new DatabaseSync(file, { readOnly: true });
    reader.exec('BEGIN; SELECT * FROM notes');
    db.exec('DELETE FROM notes');
    forget();
    eraser.afterCommit();
    expect(isPending()).toBe(true);
    reader.close();
    await expect.poll(isLeft, { timeout: 5000 }).toBe(false);
    await expect.poll(isPending).toBe(false);
  });
});
