import type { Caller } from '../../identity/caller.ts';
import type { Intent } from '../../intents/intent.ts';
import type { Archive } from '../../runs/archive.ts';

/** Intents by how often a caller used them lately, most first; those of the gateway itself before others. */
export type MostUsed = (caller: Caller, intents: readonly Intent[]) => Promise<readonly Intent[]>;

const receiptsLookedAt = 200;
/* A list that changed with every call would be of no use to whoever keeps it. */
const keptMs = 10 * 60_000;

interface Kept {
  readonly until: number;
  readonly counts: ReadonlyMap<string, number>;
}

export function createMostUsed({
  archive,
  now,
}: {
  archive: Archive;
  now: () => number;
}): MostUsed {
  const keptFor = new WeakMap<Caller, Kept>();
  const countsFor = async (caller: Caller): Promise<ReadonlyMap<string, number>> => {
    const kept = keptFor.get(caller);
    if (kept && kept.until > now()) return kept.counts;
    const { items } = await archive.listReceipts(caller, { limit: receiptsLookedAt });
    const ofCaller = items.filter((receipt) => receipt.caller === caller.name);
    const grouped = Map.groupBy(ofCaller, ({ intent }) => intent);
    const counts = new Map([...grouped].map(([intent, receipts]) => [intent, receipts.length]));
    keptFor.set(caller, { until: now() + keptMs, counts });
    return counts;
  };
  return async (caller, intents) => {
    const counts = await countsFor(caller);
    const usesOf = ({ name }: Intent) => counts.get(name) ?? 0;
    return intents.toSorted(
      (a, b) =>
        usesOf(b) - usesOf(a) ||
        Number(b.engine === 'agent') - Number(a.engine === 'agent') ||
        (a.name < b.name ? -1 : 1),
    );
  };
}
