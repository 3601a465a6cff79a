import { GatewayError } from '../../platform/gateway-error.ts';
import { z } from 'zod';
import { MemoryId } from './memory-schemas.ts';
import type { MemoryRecordStore } from './memory-record-store.ts';
import type { Memory, MemoryStore } from './memory-store.ts';
import { ScopeInputs, scopeOf } from './scope-inputs.ts';

/** At most so many at once: more are taken by asking again. */
const mostAtOnce = 5000;

/** The inputs by which an intent picks memories out: by id, or by what they are. */
export const PickInputs = z.strictObject({
  id: MemoryId.optional(),
  ids: z.array(MemoryId).min(1).max(1000).optional(),
  ...ScopeInputs.shape,
  containing: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .optional()
    .describe('Only memories with this in their text, in any case.'),
  all: z.literal(true).optional().describe('Everything that your space remembers.'),
});
type PickInputs = z.output<typeof PickInputs>;

export interface Picked {
  readonly memories: readonly Memory[];
  /** There are more than are taken at once. */
  readonly more: boolean;
}

/** Finds what is meant, expired memories too. Refuses ids that there are not, and inputs that pick nothing out. */
export async function pickMemories(
  store: MemoryStore & MemoryRecordStore,
  { inputs, space }: { inputs: PickInputs; space: string },
): Promise<Picked> {
  const { id, ids = [], containing, all, ...scope } = inputs;
  const named = id === undefined ? ids : [id, ...ids];
  if (named.length > 0) return pickNamed(store, named, space);
  if (!all && containing === undefined && !hasFilter(scope)) throw pickedNothing();
  const rows = await store.selectMemories({
    ...scopeOf(scope, { space, now: 0 }),
    ...(containing !== undefined && { containing }),
    limit: mostAtOnce + 1,
  });
  const memories = rows.slice(0, mostAtOnce).map(({ memory }) => memory);
  return { memories, more: rows.length > mostAtOnce };
}

async function pickNamed(
  store: MemoryStore & MemoryRecordStore,
  ids: readonly string[],
  space: string,
): Promise<Picked> {
  const memories = await store.findMemories({ ids: [...new Set(ids)], space });
  const missing = ids.find((id) => !memories.some((memory) => memory.id === id));
  if (missing !== undefined) throw memoryNotFound(missing);
  return { memories, more: false };
}

function hasFilter({ tags, ...scope }: z.output<typeof ScopeInputs>): boolean {
  return tags.length > 0 || Object.values(scope).some((value) => value !== undefined);
}

export function memoryNotFound(id: string): GatewayError {
  return new GatewayError('memory_not_found', `There is no memory "${id}".`, {
    hint: 'memory.search and memory.list give the ids of memories.',
  });
}

function pickedNothing(): GatewayError {
  return new GatewayError(
    'invalid_inputs',
    'Say which memories are meant: nothing was picked out.',
    {
      hint: 'Give "id" or "ids", or a filter: "tags", "speaker_id", "namespace", "since", "until", "containing". For everything: {"all": true}.',
    },
  );
}
