import type { DatabaseSync } from 'node:sqlite';
import type { MemoryQuestion } from '../../tools/memory/memory-store.ts';
import type { Candidate } from '../../tools/memory/recall/candidate.ts';
import { scopeCondition, scopeParams, type ScopeParams } from './memory-scope.ts';
import { query } from './statement.ts';

interface CandidateRow {
  readonly seq: number;
  readonly id: string;
  readonly conversation: number;
  readonly text: string;
  readonly speaker_id: string | null;
  readonly tags: string;
  readonly said_at: number;
  readonly in_scope: 0 | 1;
  readonly stale: 0 | 1;
}

interface Loaded {
  /** In the order of `seq`. */
  readonly candidates: readonly Candidate[];
  readonly idOf: (seq: number) => string;
}

/* Of a longer text the rest is found, but does not count in the ranking. */
const mostRankedChars = 20_000;

/** Loads candidates by `seq`, and as many turns of their conversations before and after each. */
export function createLoadCandidates(
  db: DatabaseSync,
): (seqs: readonly number[], input: { question: MemoryQuestion; turns: number }) => Loaded {
  const load = query<ScopeParams & { seqs: string }, CandidateRow>(
    db,
    `SELECT m.seq, m.id, m.conversation, substr(m.text, 1, ${mostRankedChars}) AS text, m.speaker_id, m.tags, m.said_at,
       (${scopeCondition}) AS in_scope,
       ifnull(m.superseded_at <= ifnull(:as_of, :now), 0) AS stale
     FROM json_each(:seqs) j CROSS JOIN memories m ON m.seq = j.value WHERE +m.space = :space`,
  );
  return (seqs, { question, turns }) => {
    const wanted = new Set(seqs);
    const rows = load.all({ ...scopeParams(question), seqs: JSON.stringify(windows(seqs, turns)) });
    const ids = new Map(rows.map(({ seq, id }) => [seq, id]));
    const fits = fitsMarks(question);
    return {
      idOf: (seq) => ids.get(seq) ?? '',
      candidates: rows.map((row): Candidate => ({
        seq: row.seq,
        conversation: row.conversation,
        text: row.text,
        speaker: row.speaker_id ?? undefined,
        tags: row.tags === '[]' ? [] : (JSON.parse(row.tags) as Candidate['tags']),
        saidAt: row.said_at,
        eligible: wanted.has(row.seq) && row.in_scope === 1 && fits(row),
        stale: row.stale === 1,
      })),
    };
  };
}

function windows(seqs: readonly number[], turns: number): readonly number[] {
  const all = new Set<number>();
  for (const seq of seqs) for (let at = seq - turns; at <= seq + turns; at += 1) all.add(at);
  return [...all].toSorted((a, b) => a - b);
}

/* A neighbour of what has the tag need not have it. */
function fitsMarks({ tags, speakerId }: MemoryQuestion): (row: CandidateRow) => boolean {
  return (row) => {
    if (speakerId !== undefined && row.speaker_id !== speakerId) return false;
    if (tags.length === 0) return true;
    const has = new Set(JSON.parse(row.tags) as Candidate['tags']);
    return tags.every((tag) => has.has(tag));
  };
}
