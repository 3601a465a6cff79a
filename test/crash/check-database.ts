import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What is wrong with the file, or with the index of the memories beside one made anew; nothing, one hopes. */
export function checkDatabase(dataDir: string): readonly string[] {
  const db = new DatabaseSync(path.join(dataDir, 'tutti.db'));
  try {
    return [...checkFile(db), ...checkIndex(db)];
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

/* FTS5 cannot hold its index against this content by itself: a view over json_each is out of its reach. */
function checkIndex(db: DatabaseSync): readonly string[] {
  db.exec(`
    INSERT INTO memory_index (memory_index) VALUES ('integrity-check');
    PRAGMA temp_store = MEMORY;
    CREATE VIRTUAL TABLE temp.fresh USING fts5 (
      text, tags, speaker, marks, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
    INSERT INTO temp.fresh (rowid, text, tags, speaker, marks) SELECT * FROM memory_words;
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
