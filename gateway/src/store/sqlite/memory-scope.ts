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
  /** How many memories there are in it, tags and speaker aside, and those counted that were forgotten. */
  readonly size: number;
  /** Whether the range holds one namespace and nothing else. */
  readonly oneNamespace: boolean;
}

const everywhere = { first: 0, last: Number.MAX_SAFE_INTEGER };

/** Finds the range and the marks of a scope; undefined where there is nothing in it. */
export function createFindIndexScope(
  db: DatabaseSync,
): (scope: MemoryScope) => IndexScope | undefined {
  const all = query<
    { space: string; name: string | null },
    { number: number; many: number; size: number }
  >(
    db,
    `SELECT min(number) AS number, count(*) AS many, sum(last_place) AS size FROM memory_namespaces
     WHERE space = :space AND (:name IS NULL OR name = :name)`,
  );
  return ({ space, namespace, tags, speakerId }) => {
    const found = all.first({ space, name: namespace ?? null });
    if (!found || found.many === 0) return undefined;
    const { number, many, size } = found;
    const marks = tags.map((tag) => mark('t', tag));
    if (speakerId !== undefined) marks.push(mark('p', speakerId));
    if (many === 1) return { ...placesIn(number), marks, size, oneNamespace: true };
    return { ...everywhere, marks: [mark('s', space), ...marks], size, oneNamespace: false };
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
