import type { ApprovalStore } from '../../consent/approval-store.ts';
import type { PreviewStore } from '../../consent/preview-store.ts';
import type { AuditLog } from '../../platform/audit-log.ts';
import type { TwoStores } from '../../platform/testing/two-stores.ts';
import type { RunStore } from '../run-store.ts';

export interface RunStores {
  readonly runs: RunStore;
  readonly previews: PreviewStore;
  readonly audit: AuditLog;
  readonly approvals: ApprovalStore;
}

/** Gives the two stores of the test that runs now. */
export type StoresNow = () => TwoStores<RunStores>;
