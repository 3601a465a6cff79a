import type { Memory, MemoryScope, MemoryStore } from './memory-store.ts';

/** A memory among those that were found, with what is said of it. */
export interface Found {
  readonly memory: Memory;
  readonly score: number;
  readonly why: readonly string[];
}

/* A chain of moves from town to town is followed so far. */
const mostSteps = 3;

/**
 * Puts before what no longer holds what was said of it since, even where that shares no word with the question
 * ("Where do I live?" finds "I live in Oslo", and so "I moved from Oslo to Bergen"); and what only says again what
 * is there already behind all else.
 */
export async function currentFirst(
  found: readonly Found[],
  { store, scope }: { store: Pick<MemoryStore, 'findMemories'>; scope: MemoryScope },
): Promise<readonly Found[]> {
  let known = found;
  for (let step = 0; step < mostSteps; step += 1) {
    const rivals = await missingRivals(known, { store, scope });
    if (rivals.length === 0) break;
    known = known.concat(rivals);
  }
  const current = ordered(found, known, scope);
  return [...current.filter((item) => !isRepeated(item, current)), ...repeated(current)];
}

function repeated(all: readonly Found[]): readonly Found[] {
  return all.filter((item) => isRepeated(item, all));
}

/* Of an original and its copies, the first in the list stands for all. */
function isRepeated({ memory }: Found, all: readonly Found[]): boolean {
  const first = all.find((other) => originalOf(other.memory) === originalOf(memory));
  return first !== undefined && first.memory.id !== memory.id;
}

function originalOf({ id, duplicateOf }: Memory): string {
  return duplicateOf ?? id;
}

function rivalsOf({ supersededBy, conflictsWith }: Memory): readonly string[] {
  return supersededBy === undefined ? conflictsWith : [supersededBy, ...conflictsWith];
}

async function missingRivals(
  known: readonly Found[],
  { store, scope }: { store: Pick<MemoryStore, 'findMemories'>; scope: MemoryScope },
): Promise<readonly Found[]> {
  const there = new Set(known.map(({ memory }) => memory.id));
  const ids = known.flatMap(({ memory }) => rivalsOf(memory)).filter((id) => !there.has(id));
  if (ids.length === 0) return [];
  const memories = await store.findMemories({ ids: [...new Set(ids)], space: scope.space });
  return memories
    .filter((memory) => isWithin(memory, scope))
    .map((memory) => ({ memory, score: 0, why: [] }));
}

/* Each of `known` is put right before the first of `found` that it took the place of. */
function ordered(
  found: readonly Found[],
  known: readonly Found[],
  scope: MemoryScope,
): readonly Found[] {
  const placed = new Map<string, Found>();
  const place = (item: Found, score: number): void => {
    if (placed.has(item.memory.id)) return;
    for (const newer of known) {
      if (tookPlaceOf(newer.memory, item.memory, scope)) place(newer, Math.max(score, newer.score));
    }
    const why = item.why.length > 0 ? item.why : ['it says what holds since'];
    placed.set(item.memory.id, { ...item, score, why });
  };
  for (const item of found) place(item, item.score);
  return [...placed.values()];
}

function tookPlaceOf(newer: Memory, older: Memory, { asOf }: MemoryScope): boolean {
  if (newer.id === older.id) return false;
  if (older.supersededBy === newer.id) {
    return asOf === undefined || (older.supersededAt ?? 0) <= asOf;
  }
  if (newer.supersededBy === older.id || !older.conflictsWith.includes(newer.id)) return false;
  return newer.saidAt === older.saidAt ? newer.id > older.id : newer.saidAt > older.saidAt;
}

function isWithin(memory: Memory, scope: MemoryScope): boolean {
  const { namespace, tags, speakerId, since, until, asOf, now } = scope;
  return (
    (namespace === undefined || memory.namespace === namespace) &&
    (speakerId === undefined || memory.speakerId === speakerId) &&
    tags.every((tag) => memory.tags.includes(tag)) &&
    (since === undefined || memory.saidAt >= since) &&
    (until === undefined || memory.saidAt < until) &&
    (asOf === undefined || memory.saidAt <= asOf) &&
    (memory.expiresAt === undefined || memory.expiresAt > now)
  );
}
