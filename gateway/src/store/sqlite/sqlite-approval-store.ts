import type { ApprovalStore } from '../../consent/approval-store.ts';
import type { Channels } from './channels.ts';

export function createSqliteApprovalStore({ reader }: Pick<Channels, 'reader'>): ApprovalStore {
  return {
    findApproval: (id) => reader.call('findApproval', id),
    findApprovalOfRun: (runId) => reader.call('findApprovalOfRun', runId),
    listApprovals: (query) => reader.call('listApprovals', query),
    listOverdueApprovals: (query) => reader.call('listOverdueApprovals', query),
    findRemembered: (query) => reader.call('findRemembered', query),
  };
}
