import type { AuditLog, ChainPoint } from '../platform/audit-log.ts';
import { emptyChain } from '../platform/audit-log.ts';
import { isoTime } from '../platform/clock.ts';
import type { Stoppable } from '../platform/lifecycle.ts';
import type { Logger } from '../platform/logger.ts';
import type { HeadStore } from './head-store.ts';
import { checkHead, type HeadSigner, type SignedHead } from './signed-head.ts';

/* What was written since could be cut off unseen. */
const everyMs = 1000;
const hourMs = 60 * 60_000;

export interface HeadKeeping {
  readonly audit: AuditLog;
  readonly heads: HeadStore;
  readonly signer: HeadSigner;
  /** A key that was made just now may begin in the middle of a log; any other has to go on from its last head. */
  readonly keyIsNew: boolean;
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Signs how far the log goes: now, whenever it grew, every hour, and at the end. Never signs over a loss:
 * where the log does not contain what was signed before, the head stays as it is, and verifying tells.
 */
export async function keepHead(parts: HeadKeeping): Promise<Stoppable> {
  const { audit, heads, signer, now, log } = parts;
  let last = await newestHead(heads, signer.publicKey).catch(() => undefined);
  let keptAt = Number.NEGATIVE_INFINITY;
  let isTroubled = false;

  async function signOnce(isEnd: boolean): Promise<void> {
    const point = await audit.findHead();
    const isDue = isEnd || now() - keptAt >= hourMs;
    if (!isDue && last && isSame(last, point)) return;
    const obstacle = await findObstacle(last, point, parts);
    if (obstacle !== undefined) throw new Error(obstacle);
    const head = signer.sign(point, isoTime(now()));
    await heads.replaceHead(JSON.stringify(head));
    if (isDue) await heads.appendHead(JSON.stringify(head));
    if (isDue) keptAt = now();
    last = head;
  }
  async function sign(isEnd: boolean): Promise<void> {
    try {
      await signOnce(isEnd);
      isTroubled = false;
    } catch (error) {
      if (!isTroubled) log.error({ err: error }, 'the head of the audit log was not signed');
      isTroubled = true;
    }
  }

  await sign(false);
  let signing: Promise<void> | undefined;
  const timer = setInterval(() => {
    signing ??= sign(false).finally(() => (signing = undefined));
  }, everyMs);
  timer.unref();
  let stopped: Promise<void> | undefined;
  const signTheEnd = async (): Promise<void> => {
    clearInterval(timer);
    await signing;
    await sign(true);
  };
  return { stop: () => (stopped ??= signTheEnd()) };
}

async function newestHead(heads: HeadStore, publicKey: string): Promise<SignedHead | undefined> {
  const kept = await heads.readHeads();
  return kept
    .map(({ line }) => checkHead(line, publicKey))
    .flatMap((verdict) => (verdict.kind === 'good' ? [verdict.head] : []))
    .toSorted((a, b) => a.seq - b.seq)
    .at(-1);
}

async function findObstacle(
  last: SignedHead | undefined,
  point: ChainPoint,
  { audit, keyIsNew }: HeadKeeping,
): Promise<string | undefined> {
  if (!last) {
    const mayBegin = keyIsNew || isSame(point, emptyChain);
    return mayBegin ? undefined : 'the heads that were signed before are gone';
  }
  const hash = last.seq === 0 ? emptyChain.hash : await audit.findHash(last.seq);
  if (hash === last.hash) return undefined;
  return `the log no longer contains entry ${last.seq} as it was signed at ${last.at}`;
}

function isSame(a: ChainPoint, b: ChainPoint): boolean {
  return a.seq === b.seq && a.hash === b.hash;
}
