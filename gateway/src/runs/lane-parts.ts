import type { Previews } from '../consent/previews.ts';
import type { ReadLedger } from './read-ledger.ts';
import type { StartParts } from './start-run.ts';

/** What the lanes of a call work with. */
export interface LaneParts extends StartParts {
  readonly ledger: ReadLedger;
  readonly previews: Previews;
  readonly replicaId: string;
  readonly leaseMs: number;
  readonly maxRunning: () => number;
}
