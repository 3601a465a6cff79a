import type { AuditLog } from '../../platform/audit-log.ts';
import type { Channels } from './channels.ts';

export function createSqliteAuditLog({ writer, reader }: Channels): AuditLog {
  return {
    record: (events) => writer.call('appendAudits', events),
    findHead: () => writer.call('findAuditHead'),
    findHash: (seq) => reader.call('findAuditHash', seq),
    listEntries: (input) => reader.call('listAuditEntries', input),
  };
}
