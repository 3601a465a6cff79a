import type { DatabaseSync } from 'node:sqlite';
import type { MemoryScope } from '../../tools/memory/memory-store.ts';
import { mark } from './memory-match.ts';
import { placesIn } from './memory-places.ts';
import { query } from './statement.ts';

/** Where in the index to look. */
export interface IndexScope {
  readonly first: number;
  readonly last: number;
  readonly marks: readonly string[];
}

const everywhere = { first: 0, last: Number.MAX_SAFE_INTEGER };

/** Finds the range and the marks of a scope; undefined where there is nothing in it. */
export function createFindIndexScope(
  db: DatabaseSync,
): (scope: MemoryScope) => IndexScope | undefined {
  const numbers = query<{ space: string; name: string | null }, { number: number }>(
    db,
    `SELECT number FROM memory_namespaces WHERE space = :space AND (:name IS NULL OR name = :name) LIMIT 2`,
  );
  return ({ space, namespace, tags, speakerId }) => {
    const [only, another] = numbers.all({ space, name: namespace ?? null });
    if (!only) return undefined;
    const marks = tags.map((tag) => mark('t', tag));
    if (speakerId !== undefined) marks.push(mark('p', speakerId));
    if (!another) return { ...placesIn(only.number), marks };
    return { ...everywhere, marks: [mark('s', space), ...marks] };
  };
}

/** What the index cannot say, of a table `memories m`; `scopeParams` fits it. */
export const scopeCondition = `m.space = :space
  AND (:namespace IS NULL OR m.namespace = :namespace)
  AND (:since IS NULL OR m.said_at >= :since)
  AND (:until IS NULL OR m.said_at < :until)
  AND (:as_of IS NULL OR m.said_at <= :as_of)
  AND (m.expires_at IS NULL OR m.expires_at > :now)`;

export type ScopeParams = ReturnType<typeof scopeParams>;

export function scopeParams({ space, namespace, since, until, asOf, now }: MemoryScope) {
  return {
    space,
    namespace: namespace ?? null,
    since: since ?? null,
    until: until ?? null,
    as_of: asOf ?? null,
    now,
  };
}
