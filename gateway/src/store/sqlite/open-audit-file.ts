import type { AuditEntry, ChainPoint } from '../../platform/audit-log.ts';
import { createAuditHead, createAuditReads } from './audit-reads.ts';
import { auditColumns, entryOf, type AuditRow } from './audit-rows.ts';
import { openForReading } from './open-database.ts';
import { eachRow } from './statement.ts';

/** The audit log of a database that nobody else has to be running on. */
export interface AuditFile extends Disposable {
  /** False for a database of a time before there was an audit log. */
  readonly hasLog: boolean;
  findHead(): ChainPoint;
  findHash(seq: number): string | undefined;
  /** One after the other, as they were when the first was read; nothing is held in memory. */
  entries(range?: EntryRange): Iterable<AuditEntry>;
}

export interface EntryRange {
  readonly after?: number;
  /** ISO 8601, UTC; inclusive. */
  readonly since?: string;
  /** ISO 8601, UTC; exclusive. */
  readonly until?: string;
}

/** Opens it for reading only, beside a running gateway or without one. */
export function openAuditFile(file: string): AuditFile {
  const db = openForReading(file);
  const close = () => db.close();
  const hasLog = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'audit'`).get() !== undefined;
  return {
    hasLog,
    findHead: () => createAuditHead(db)(),
    findHash: (seq) => createAuditReads(db).findAuditHash(seq),
    *entries({ after, since, until } = {}) {
      const rows = eachRow<EntryParams, AuditRow>(
        db,
        `SELECT ${auditColumns} FROM audit
         WHERE seq > :after AND (:since IS NULL OR at >= :since) AND (:until IS NULL OR at < :until)
         ORDER BY seq`,
      );
      const range = {
        after: after ?? Number.MIN_SAFE_INTEGER,
        since: since ?? null,
        until: until ?? null,
      };
      for (const row of rows(range)) yield entryOf(row);
    },
    [Symbol.dispose]: close,
  };
}

interface EntryParams extends Record<string, string | number | null> {
  readonly after: number;
  readonly since: string | null;
  readonly until: string | null;
}
