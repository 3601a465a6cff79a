import type { PreparedCandidate } from './candidate.ts';
import { rankingSettings as settings } from './ranking-settings.ts';

/** How many turns before and after a candidate count for it. */
export const contextTurns = settings.before.length;

/** A memory that stands beside another in its conversation, and how much of it counts there. */
interface Neighbour {
  readonly one: PreparedCandidate;
  readonly share: number;
}

export function neighboursOf(
  prepared: readonly PreparedCandidate[],
  at: number,
): readonly Neighbour[] {
  const neighbours: Neighbour[] = [];
  for (const [index, share] of settings.before.entries()) {
    const before = besideOf(prepared, at, -1 - index);
    const answers = index === 0 && before?.asks === true;
    if (before)
      neighbours.push({ one: before, share: answers ? share * settings.answersQuestion : share });
    const after = besideOf(prepared, at, index + 1);
    if (after) neighbours.push({ one: after, share: settings.after[index] ?? 0 });
  }
  return neighbours;
}

function besideOf(
  prepared: readonly PreparedCandidate[],
  at: number,
  far: number,
): PreparedCandidate | undefined {
  const [one, middle] = [prepared[at + far], prepared[at]];
  if (!one || !middle) return undefined;
  const { seq, conversation } = one.candidate;
  if (conversation !== middle.candidate.conversation) return undefined;
  // What was forgotten leaves a gap, and who was not looked at another.
  return Math.abs(seq - middle.candidate.seq) <= settings.before.length ? one : undefined;
}

/** How often each term is there, with what stands beside it in its conversation. */
export function countsAround(prepared: readonly PreparedCandidate[], at: number): Float64Array {
  const counts = prepared[at]?.counts.slice() ?? new Float64Array();
  for (const { one, share } of neighboursOf(prepared, at)) {
    if (!one.hasAny) continue;
    for (let index = 0; index < counts.length; index += 1) {
      counts[index] = (counts[index] ?? 0) + share * (one.counts[index] ?? 0);
    }
  }
  return counts;
}
