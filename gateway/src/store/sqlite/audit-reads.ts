import type { DatabaseSync } from 'node:sqlite';
import {
  emptyChain,
  type AuditEntry,
  type AuditLog,
  type ChainPoint,
} from '../../platform/audit-log.ts';
import { auditColumns, entryOf, hexOf, type AuditRow } from './audit-rows.ts';
import { query } from './statement.ts';

interface AuditReads {
  findAuditHead(): ChainPoint;
  findAuditHash(seq: number): string | undefined;
  listAuditEntries(input: Parameters<AuditLog['listEntries']>[0]): readonly AuditEntry[];
}

export function createAuditReads(db: DatabaseSync): AuditReads {
  const hashOf = query<{ seq: number }, Pick<AuditRow, 'hash'>>(
    db,
    'SELECT hash FROM audit WHERE seq = :seq',
  );
  const page = query<{ after: number; limit: number }, AuditRow>(
    db,
    `SELECT ${auditColumns} FROM audit WHERE seq > :after ORDER BY seq LIMIT :limit`,
  );
  return {
    findAuditHead: createAuditHead(db),
    findAuditHash(seq) {
      const row = hashOf.first({ seq });
      return row && hexOf(row.hash);
    },
    listAuditEntries: (input) => page.all({ ...input }).map(entryOf),
  };
}

/** Finds the newest entry of the chain. */
export function createAuditHead(db: DatabaseSync): () => ChainPoint {
  const newest = query<Record<string, never>, Pick<AuditRow, 'seq' | 'hash'>>(
    db,
    'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1',
  );
  return () => {
    const row = newest.first({});
    return row ? { seq: row.seq, hash: hexOf(row.hash) } : emptyChain;
  };
}
