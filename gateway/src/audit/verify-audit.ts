import type { AuditEntry, ChainPoint } from '../platform/audit-log.ts';
import { checkChain, type BrokenPlace } from './check-chain.ts';
import type { KeptHead } from './head-store.ts';
import { checkHead, type SignedHead } from './signed-head.ts';

export interface AuditVerdict {
  readonly entries: number;
  readonly lastSeq: number;
  /** Up to where the key vouches for it, and when it did so last. */
  readonly signed?: SignedHead;
  /** The first entry that does not hold. */
  readonly broken?: BrokenPlace;
  /** Heads that cannot be believed, or that there is none. */
  readonly badHeads: readonly BadHead[];
}

export interface BadHead {
  readonly place: string;
  readonly why: string;
}

interface AuditToVerify {
  /** Read before the entries, or a gateway that runs may seem to have lost what it signed meanwhile. */
  readonly heads: readonly KeptHead[];
  readonly publicKey: string;
  readonly entries: Iterable<AuditEntry>;
  readonly start?: ChainPoint;
}

/** Holds the whole log against itself and against what was signed of it. */
export function verifyAudit({ heads, publicKey, entries, start }: AuditToVerify): AuditVerdict {
  const good: SignedHead[] = [];
  const badHeads: BadHead[] = [];
  for (const { line, place } of heads) {
    const verdict = checkHead(line, publicKey);
    if (verdict.kind === 'good') good.push(verdict.head);
    else badHeads.push({ place, why: verdict.why });
  }
  const chain = checkChain({ entries, heads: good, ...(start && { start }) });
  return {
    entries: chain.entries,
    lastSeq: chain.end.seq,
    ...(chain.signed && { signed: chain.signed }),
    ...(chain.broken && { broken: chain.broken }),
    badHeads: good.length === 0 && badHeads.length === 0 ? [noHead] : badHeads,
  };
}

export function isIntact({ broken, badHeads }: AuditVerdict): boolean {
  return broken === undefined && badHeads.length === 0;
}

const noHead: BadHead = {
  place: 'audit-head.json',
  why: 'there is no signed head, so entries could be missing from the end',
};
