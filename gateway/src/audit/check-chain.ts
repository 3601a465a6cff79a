import { hashOfEntry } from '../platform/audit-hash.ts';
import { emptyChain, type AuditEntry, type ChainPoint } from '../platform/audit-log.ts';
import type { SignedHead } from './signed-head.ts';

/** The first place at which a chain does not hold. */
export interface BrokenPlace {
  readonly seq: number;
  readonly why: string;
}

export interface ChainVerdict {
  /** How many entries were read. */
  readonly entries: number;
  readonly end: ChainPoint;
  /** The newest head that was found in the chain. */
  readonly signed?: SignedHead;
  readonly broken?: BrokenPlace;
}

interface ChainToCheck {
  /** From `start` on, in the order of the chain. */
  readonly entries: Iterable<AuditEntry>;
  /** Heads whose signatures are good, in any order. */
  readonly heads: readonly SignedHead[];
  /** Where to begin instead of at the first entry; what lies before is taken as it is. */
  readonly start?: ChainPoint;
}

/** Walks the chain until its end or its first broken place, holding it against what was signed. */
export function checkChain({ entries, heads, start = emptyChain }: ChainToCheck): ChainVerdict {
  const waiting = heads.filter(({ seq }) => seq >= start.seq).toSorted((a, b) => a.seq - b.seq);
  let end = start;
  let count = 0;
  let signed: SignedHead | undefined;
  let next = 0;

  const verdict = (broken?: BrokenPlace): ChainVerdict => ({
    entries: count,
    end,
    ...(signed && { signed }),
    ...(broken && { broken }),
  });
  /* Several heads may speak of one entry. */
  const passHeads = (): BrokenPlace | undefined => {
    for (let head = waiting[next]; head?.seq === end.seq; head = waiting[next]) {
      if (head.hash !== end.hash) return rewritten(head, signed ?? start);
      signed = head;
      next += 1;
    }
    return undefined;
  };

  for (const entry of entries) {
    const broken = passHeads() ?? brokenLink(entry, end);
    if (broken) return verdict(broken);
    end = { seq: entry.seq, hash: entry.hash };
    count += 1;
  }
  const last = waiting.at(-1);
  return verdict(passHeads() ?? (last && next < waiting.length ? cut(end, last) : undefined));
}

function brokenLink(entry: AuditEntry, before: ChainPoint): BrokenPlace | undefined {
  const seq = before.seq + 1;
  if (entry.seq < seq) return { seq: entry.seq, why: 'no entry of this number was ever written' };
  if (entry.seq > seq) return { seq, why: missing(seq, entry.seq - 1) };
  const { hash, ...hashed } = entry;
  const isItself = hash === hashOfEntry(hashed);
  const follows = entry.prev_hash === before.hash;
  if (isItself && follows) return undefined;
  if (follows) return { seq, why: 'it was changed: its hash is not that of its content' };
  if (isItself) {
    return { seq, why: `it does not follow entry ${seq - 1}: one of the two is not the original` };
  }
  return {
    seq,
    why: 'it is not the entry that was written here: changed, or moved from elsewhere',
  };
}

function rewritten(head: SignedHead, good: { seq: number }): BrokenPlace {
  const why = `it is not the entry that was signed at ${head.at}: somewhere from entry ${good.seq + 1} to here the chain was written anew`;
  return { seq: head.seq, why };
}

function cut(end: ChainPoint, head: SignedHead): BrokenPlace {
  const seq = end.seq + 1;
  const why = `${missing(seq, head.seq)}, the end of the log as it was signed at ${head.at}`;
  return { seq, why };
}

function missing(from: number, to: number): string {
  return from === to ? 'it is missing' : `it is missing, and so are those up to entry ${to}`;
}
