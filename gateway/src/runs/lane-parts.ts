import type { Previews } from '../consent/previews.ts';
import type { ApprovalParts } from './approval-parts.ts';
import type { Judging } from './judge-call.ts';
import type { ReadLedger } from './read-ledger.ts';
import type { StartParts } from './start-run.ts';

/** What the lanes of a call work with. */
export interface LaneParts extends StartParts, ApprovalParts, Judging {
  readonly ledger: ReadLedger;
  readonly previews: Previews;
  readonly replicaId: string;
  readonly leaseMs: number;
  readonly maxRunning: () => number;
}
