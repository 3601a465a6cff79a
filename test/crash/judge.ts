import type { Sent } from './sent.ts';

/** How often each effect is there: memories by their text, ledger entries by their id. */
export interface World {
  readonly memories: ReadonlyMap<string, number>;
  readonly ledger: ReadonlyMap<string, number>;
}

export interface Verdict {
  /** Promised, and not there. */
  readonly lost: readonly string[];
  /** There more often than it was asked for. */
  readonly repeated: readonly string[];
  /** Answered with anything that is not so: an error where it happened, a refusal where it did not stay one. */
  readonly misjudged: readonly string[];
  readonly unknown: number;
}

/** Holds what callers were told against what is there. */
export function judge(calls: readonly Sent[], world: World): Verdict {
  const lost: string[] = [];
  const repeated: string[] = [];
  const misjudged: string[] = [];
  let unknown = 0;
  for (const call of calls) {
    const times = timesDone(call, world);
    if (call.standing === 'promised' && times === 0) lost.push(call.mark);
    if (call.kind !== 'safe' && times > 1) repeated.push(call.mark);
    if (call.standing === 'refused' && times > 0)
      misjudged.push(`${call.mark}: done although refused`);
    if (call.standing === 'failed') misjudged.push(`${call.mark}: ${call.trouble}`);
    if (call.standing === 'outcome_unknown' && call.kind !== 'once') {
      misjudged.push(`${call.mark}: "unknown", though it is safe to repeat`);
    }
    if (call.standing === 'outcome_unknown') unknown += 1;
  }
  return { lost, repeated, misjudged, unknown };
}

export function timesDone({ kind, mark }: Sent, { memories, ledger }: World): number {
  return (kind === 'memory' ? memories : ledger).get(mark) ?? 0;
}
