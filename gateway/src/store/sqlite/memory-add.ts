import type { DatabaseSync } from 'node:sqlite';
import type { NewMemory } from '../../tools/memory/memory-store.ts';
import { cjkBigrams } from '../../tools/memory/recall/cjk-bigrams.ts';
import { continues } from '../../tools/memory/recall/continues.ts';
import { createMemoryIndex } from './memory-index.ts';
import { createMemoryLinks } from './memory-links.ts';
import { placesIn } from './memory-places.ts';
import { command, listParam, query } from './statement.ts';

/** Keeps a memory at the next place of its namespace, and indexes it. */
export function createMemoryAdd(db: DatabaseSync): (memory: NewMemory, runId: string) => void {
  const nextPlace = query<{ space: string; name: string }, { number: number; place: number }>(
    db,
    `INSERT INTO memory_namespaces (space, name, last_place) VALUES (:space, :name, 1)
     ON CONFLICT (space, name) DO UPDATE SET last_place = last_place + 1
     RETURNING number, last_place AS place`,
  );
  const followsLast = createFollowsLast(db);
  const insert = createInsert(db);
  const index = createMemoryIndex(db);
  const { link } = createMemoryLinks(db);

  return (memory, runId) => {
    const { space, namespace: name } = memory;
    const next = nextPlace.first({ space, name });
    if (!next) throw new Error('an insert that returns gives a row');
    const seq = placesIn(next.number).first + next.place;
    insert(memory, { seq, runId, follows: followsLast(memory, seq) });
    index.add([seq]);
    link(seq);
  };
}

interface LastRow {
  readonly speaker_id: string | null;
  readonly source: string | null;
  readonly said_at: number;
}

function createFollowsLast(db: DatabaseSync): (memory: NewMemory, seq: number) => boolean {
  const last = query<{ seq: number }, LastRow>(
    db,
    'SELECT speaker_id, source, said_at FROM memories WHERE seq = :seq - 1',
  );
  return (memory, seq) => {
    const row = last.first({ seq });
    if (!row) return false;
    const speakerId = row.speaker_id ?? undefined;
    const source = row.source ?? undefined;
    return continues({ speakerId, source, saidAt: row.said_at }, memory);
  };
}

interface Placing {
  readonly seq: number;
  readonly runId: string;
  readonly follows: boolean;
}

function createInsert(db: DatabaseSync): (memory: NewMemory, placing: Placing) => void {
  const insert = command<{
    seq: number;
    id: string;
    space: string;
    namespace: string;
    text: string;
    bigrams: string;
    tags: string;
    speaker_id: string | null;
    source: string | null;
    trust: string;
    caller: string;
    run_id: string;
    created_at: number;
    said_at: number;
    follows: number;
    expires_at: number | null;
  }>(
    db,
    `INSERT INTO memories (seq, id, space, namespace, text, bigrams, tags, speaker_id, source, trust, caller,
       run_id, created_at, said_at, follows, expires_at)
     VALUES (:seq, :id, :space, :namespace, :text, :bigrams, :tags, :speaker_id, :source, :trust, :caller,
       :run_id, :created_at, :said_at, :follows, :expires_at)`,
  );
  return (memory, { seq, runId, follows }) => {
    insert({
      seq,
      id: memory.id,
      space: memory.space,
      namespace: memory.namespace,
      text: memory.text,
      bigrams: cjkBigrams(memory.text),
      tags: listParam(memory.tags),
      speaker_id: memory.speakerId ?? null,
      source: memory.source ?? null,
      trust: memory.trust,
      caller: memory.caller,
      run_id: runId,
      created_at: memory.createdAt,
      said_at: memory.saidAt,
      follows: Number(follows),
      expires_at: memory.expiresAt ?? null,
    });
  };
}
