import type { UnembeddedMemory, VectorModel, VectorStore } from '../vector-store.ts';
import type { Embedded, EmbeddingProvider } from './embedding-provider.ts';

const longestBatch = 32;
const longestTextChars = 6000;
/* What a model refuses is tried once more, this short: some take 512 tokens and no more. */
const shortTextChars = 1000;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** What became of one batch. */
export type Filled =
  | { readonly kind: 'filled' | 'nothing_due' }
  | { readonly kind: 'failed'; readonly reason: string };

interface FillParts {
  readonly store: VectorStore;
  readonly provider: EmbeddingProvider;
  readonly model: VectorModel;
  readonly now: () => number;
  readonly timeoutMs: number;
}

/** Gives the next memories that wait for a vector theirs. */
export async function fillVectors(parts: FillParts): Promise<Filled> {
  const { store, model, now } = parts;
  const due = await store.listUnembedded({ model: model.number, now: now(), limit: longestBatch });
  if (due.length === 0) return { kind: 'nothing_due' };
  const filled = await fillBatch(due, parts);
  if (filled.kind !== 'refused') return filled;
  /* One text spoils its whole batch, so each is asked for by itself. */
  for (const memory of due) {
    const single = await fillBatch([memory], parts);
    if (single.kind === 'failed') return single;
    if (single.kind === 'refused') await postpone(memory, parts);
  }
  return { kind: 'filled' };
}

type BatchOutcome = Filled | { readonly kind: 'refused' };

async function fillBatch(
  due: readonly UnembeddedMemory[],
  { store, provider, model, timeoutMs }: FillParts,
): Promise<BatchOutcome> {
  const texts = due.map(documentText);
  const embedded = await provider.embed({ texts, as: 'document', timeoutMs });
  if (embedded.kind === 'failed') {
    return embedded.refused ? { kind: 'refused' } : { kind: 'failed', reason: embedded.reason };
  }
  const strange = otherLength(embedded, model);
  if (strange !== undefined) return { kind: 'failed', reason: strange };
  const vectors = embedded.vectors.flatMap((vector, at) => {
    const memory = due[at];
    return memory ? [{ id: memory.id, version: memory.version, vector }] : [];
  });
  await store.keepVectors({ model: model.number, vectors });
  return { kind: 'filled' };
}

/** Why vectors do not belong to a model whose others have another length. */
export function otherLength(
  { vectors }: Extract<Embedded, { kind: 'vectors' }>,
  { dimensions }: Pick<VectorModel, 'dimensions'>,
): string | undefined {
  const length = vectors[0]?.length;
  if (dimensions === undefined || length === dimensions) return undefined;
  return `gave a vector of ${length} numbers instead of ${dimensions}, so it is not the model that it was; give it another name in memory.embeddings.model`;
}

/** Who said it is part of what it means. */
function documentText({ text, speakerId, attempts }: UnembeddedMemory): string {
  const said = speakerId === undefined ? text : `${speakerId}: ${text}`;
  return said.slice(0, attempts === 0 ? longestTextChars : shortTextChars).toWellFormed();
}

async function postpone(memory: UnembeddedMemory, { store, model, now }: FillParts): Promise<void> {
  const { id, attempts } = memory;
  const pauseMs = attempts === 0 ? 0 : Math.min(minuteMs * 2 ** attempts, dayMs);
  await store.postponeVectors({ model: model.number, ids: [id], dueAt: now() + pauseMs });
}
