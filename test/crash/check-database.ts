import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { publicKeyOf } from '../../gateway/src/audit/signed-head.ts';
import { isIntact, verifyAudit } from '../../gateway/src/audit/verify-audit.ts';
import { readSecret } from '../../gateway/src/store/files/secret-file.ts';
import { openAuditFile } from '../../gateway/src/store/sqlite/open-audit-file.ts';

/** What is wrong with the file, its audit log, or the index of the memories beside one made anew; nothing, one hopes. */
export function checkDatabase(dataDir: string): readonly string[] {
  const db = new DatabaseSync(path.join(dataDir, 'tutti.db'));
  try {
    return [...checkFile(db), ...checkIndex(db), ...checkAudit(dataDir)];
  } catch (error) {
    return [String(error)];
  } finally {
    db.close();
  }
}

function checkFile(db: DatabaseSync): readonly string[] {
  const rows = db.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
  return rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
}

/* A head that was signed before its entries were synced would show here. */
function checkAudit(dataDir: string): readonly string[] {
  const signingKey = readSecret(path.join(dataDir, 'audit-key'));
  if (!signingKey) return ['there is no signing key of the audit log'];
  using file = openAuditFile(path.join(dataDir, 'tutti.db'));
  const heads = ['audit-head.json', 'audit-heads.jsonl'].flatMap((name) =>
    headLines(path.join(dataDir, name)).map((line) => ({ line, place: name })),
  );
  const publicKey = publicKeyOf(signingKey);
  const verdict = verifyAudit({ heads, publicKey, entries: file.entries() });
  return isIntact(verdict) ? [] : [`the audit log is broken: ${JSON.stringify(verdict)}`];
}

function headLines(file: string): readonly string[] {
  return readFileSync(file, 'utf8').split('\n').slice(0, -1);
}

/* FTS5 cannot hold its index against this content by itself: a view over json_each is out of its reach. */
function checkIndex(db: DatabaseSync): readonly string[] {
  db.exec(`
    INSERT INTO memory_index (memory_index) VALUES ('integrity-check');
    PRAGMA temp_store = MEMORY;
    CREATE VIRTUAL TABLE temp.fresh USING fts5 (
      text, bigrams, labels, marks, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
    INSERT INTO temp.fresh (rowid, text, bigrams, labels, marks) SELECT * FROM memory_words;
    CREATE VIRTUAL TABLE temp.kept_terms USING fts5vocab ('main', 'memory_index', 'row');
    CREATE VIRTUAL TABLE temp.fresh_terms USING fts5vocab ('temp', 'fresh', 'row');
  `);
  const differences = db
    .prepare(
      `SELECT 'kept' AS side, * FROM (SELECT * FROM kept_terms EXCEPT SELECT * FROM fresh_terms)
       UNION ALL
       SELECT 'fresh', * FROM (SELECT * FROM fresh_terms EXCEPT SELECT * FROM kept_terms)
       LIMIT 5`,
    )
    .all();
  return differences.map((row) => `the index differs from its texts: ${JSON.stringify(row)}`);
}
