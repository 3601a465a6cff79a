import type { DatabaseSync } from 'node:sqlite';
import type { NewMemory } from '../../tools/memory/memory-store.ts';
import { cjkBigrams } from '../../tools/memory/recall/cjk-bigrams.ts';
import { continues } from '../../tools/memory/recall/continues.ts';
import { createMemoryIndex } from './memory-index.ts';
import { createMemoryLinks } from './memory-links.ts';
import { placesIn } from './memory-places.ts';
import { command, listParam, query } from './statement.ts';

interface Adding {
  readonly runId: string;
  /** `given`: what it has to do with others is known, and not looked for. */
  readonly links: 'found' | 'given';
}

/** Keeps a memory at the next place of its namespace, and indexes it. */
export function createMemoryAdd(db: DatabaseSync): (memory: NewMemory, adding: Adding) => void {
  const nextPlace = query<{ space: string; name: string }, { number: number; place: number }>(
    db,
    `INSERT INTO memory_namespaces (space, name, last_place) VALUES (:space, :name, 1)
     ON CONFLICT (space, name) DO UPDATE SET last_place = last_place + 1
     RETURNING number, last_place AS place`,
  );
  const conversationOf = createConversationOf(db);
  const insert = createInsert(db);
  const index = createMemoryIndex(db);
  const { link, note } = createMemoryLinks(db);

  return (memory, { runId, links }) => {
    const { space, namespace: name } = memory;
    const next = nextPlace.first({ space, name });
    if (!next) throw new Error('an insert that returns gives a row');
    const seq = placesIn(next.number).first + next.place;
    insert(memory, { seq, runId, conversation: conversationOf(memory, seq) });
    index.add([seq]);
    const { id, text, speakerId, saidAt } = memory;
    const row = { seq, id, text, speaker_id: speakerId ?? null, said_at: saidAt };
    if (links === 'found') link(row);
    else note(row);
  };
}

interface LastRow {
  readonly conversation: number;
  readonly speaker_id: string | null;
  readonly source: string | null;
  readonly said_at: number;
}

/* A memory that goes on with the last one belongs to its conversation, else it begins one. */
function createConversationOf(db: DatabaseSync): (memory: NewMemory, seq: number) => number {
  const last = query<{ seq: number }, LastRow>(
    db,
    'SELECT conversation, speaker_id, source, said_at FROM memories WHERE seq = :seq - 1',
  );
  return (memory, seq) => {
    const row = last.first({ seq });
    if (!row) return seq;
    const speakerId = row.speaker_id ?? undefined;
    const source = row.source ?? undefined;
    const before = { speakerId, source, saidAt: row.said_at };
    return continues(before, memory) ? row.conversation : seq;
  };
}

interface Placing {
  readonly seq: number;
  readonly runId: string;
  readonly conversation: number;
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
    conversation: number;
    expires_at: number | null;
  }>(
    db,
    `INSERT INTO memories (seq, id, space, namespace, text, bigrams, tags, speaker_id, source, trust, caller,
       run_id, created_at, said_at, conversation, expires_at)
     VALUES (:seq, :id, :space, :namespace, :text, :bigrams, :tags, :speaker_id, :source, :trust, :caller,
       :run_id, :created_at, :said_at, :conversation, :expires_at)`,
  );
  return (memory, { seq, runId, conversation }) => {
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
      conversation,
      expires_at: memory.expiresAt ?? null,
    });
  };
}
