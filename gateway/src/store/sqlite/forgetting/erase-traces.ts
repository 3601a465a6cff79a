import type { DatabaseSync } from 'node:sqlite';
import { eachRow, query } from '../statement.ts';
import { createErasePapers } from './erase-papers.ts';
import { createErasedRuns } from './erased-runs.ts';
import { createMentions, type Forgotten, type Mentions } from './mentions.ts';
import { createOnlyWords, wordsOf } from './only-words.ts';

/** Memories that were just taken out of their own tables. */
export interface Forgetting {
  readonly space: string;
  readonly forgotten: readonly Forgotten[];
  /** Runs that stored them or changed them. */
  readonly runIds: readonly string[];
}

interface Record {
  readonly id: string;
  readonly intent: string;
  readonly settled_at: number | null;
  readonly status: string;
  readonly effect: string;
  readonly inputs: string;
  readonly plan: string | null;
  readonly answer: string | null;
  readonly progress: string | null;
  readonly callback_url: string | null;
}

/** Empties every record of the space that says what was forgotten. Whole records: no part of one is left to guess from. */
export function createEraseTraces(
  db: DatabaseSync,
): (forgetting: Forgetting) => { readonly onlyWords: ReadonlySet<string> } {
  const onlyWords = createOnlyWords(db);
  const erased = createErasedRuns(db);
  const erasePapers = createErasePapers(db);
  const runs = eachRow<{ space: string }, Record>(
    db,
    `SELECT id, intent, settled_at, status, effect, inputs, plan, answer, progress, callback_url
     FROM runs WHERE space = :space`,
  );
  const asked = query<{ space: string }, { run_id: string; approval: string }>(
    db,
    `SELECT run_id, approval FROM approvals WHERE json_extract(approval, '$.space') = :space`,
  );

  return ({ space, forgotten, runIds }) => {
    const mentions = createMentions(forgotten);
    const words = onlyWords(forgotten.map(({ text }) => text));
    const linked = new Set(runIds);
    const emptied: string[] = [];
    /* Gathered first: a table must not change while it is read row by row. */
    const meant = [...runs({ space })].flatMap((run) => {
      const trace = traceIn(run, { mentions, words, linked });
      return trace ? [{ run, trace }] : [];
    });
    for (const { run, trace } of meant) {
      if (mayBeEmptied(run)) {
        erased.empty(run, trace);
        emptied.push(run.id);
      } else if (!storesItself(run)) erased.emptyAtEnd(run);
    }
    for (const { run_id, approval } of asked.all({ space })) {
      if (mentions.inMemoryRecord(approval)) emptied.push(run_id);
    }
    erasePapers({ space, runIds: emptied, mentions });
    return { onlyWords: words };
  };
}

/** Where in a run it stands. */
export interface Trace {
  readonly inAnswer: boolean;
  readonly inCallbackUrl: boolean;
}

interface Sought {
  readonly mentions: Mentions;
  readonly words: ReadonlySet<string>;
  readonly linked: ReadonlySet<string>;
}

function traceIn(run: Record, { mentions, words, linked }: Sought): Trace | undefined {
  const isOurs = /^(memory|jobs)\./.test(run.intent);
  const says = isOurs ? mentions.inMemoryRecord : mentions.inAnyRecord;
  const isLinked = linked.has(run.id);
  const inAnswer = isLinked || says(run.answer);
  const inCallbackUrl = says(run.callback_url);
  const asksWithItsWords = isOurs && wordsOf(run.inputs).some((word) => words.has(word));
  const found =
    inAnswer ||
    inCallbackUrl ||
    asksWithItsWords ||
    [run.inputs, run.plan, run.progress].some(says);
  return found ? { inAnswer, inCallbackUrl } : undefined;
}

/* What waits for the owner has to be asked for anew; what runs still needs its inputs. */
function mayBeEmptied({ settled_at, status }: Record): boolean {
  return settled_at !== null || status === 'needs_approval';
}

/* A text that is being written now is a new memory, whatever it is like. */
function storesItself({ intent, effect }: Record): boolean {
  return intent.startsWith('memory.') && effect === 'write';
}
