import type { StandingReads } from './standing-reads.ts';

const standing: ReadonlySet<string> = new Set<keyof StandingReads>([
  'findAuditHash',
  'findAuditHead',
  'findOwnerHash',
  'listGranted',
  'listIdentities',
  'listOverdueApprovals',
  'listReviews',
  'nextDueAt',
  'proveReadable',
]);

/** Whether it is a question that the gateway asks of itself at its start and again and again, whoever calls. */
export function isStanding(operation: string): boolean {
  return standing.has(operation);
}
