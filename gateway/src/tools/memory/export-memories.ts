import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { JsonObject } from '../../platform/json.ts';
import { MemoryRecord, recordOf } from './memory-record.ts';
import type { MemoryRecordStore, PlacedMemory } from './memory-record-store.ts';
import { ScopeInputs, scopeOf } from './scope-inputs.ts';

const mostAtOnce = 1000;
/* Of what an answer may hold: the rest is for what stands around the records. */
const shareOfAnswer = 0.8;

interface ExportParts {
  readonly store: MemoryRecordStore;
  readonly now: () => number;
  readonly resultMaxChars: () => number;
}

/** `memory.export`: whole memories in the order of writing, page by page, as `memory.import` takes them. */
export function exportMemories(parts: ExportParts): Tool {
  const { store, now, resultMaxChars } = parts;
  return defineTool({
    name: 'memory.export',
    title: 'Export memories',
    description:
      'Gives memories whole, with all that is known of them and what they said before, in pages and in the order in which they were stored: for a backup, or for memory.import elsewhere. To look something up, use memory.search. "tutti memory export" writes a file.',
    effect: 'read',
    verbatim: true,
    inputs: ScopeInputs.extend({
      cursor: z.string().max(20).optional().describe('"next_cursor" of the page before.'),
      limit: z.int().min(1).max(mostAtOnce).default(mostAtOnce),
    }),
    outputs: z.object({ items: z.array(MemoryRecord), next_cursor: z.string().optional() }),
    examples: [{ say: 'Give me everything that you remember', inputs: {} }],
    async run({ inputs, caller: { space } }) {
      const { cursor, limit, ...scope } = inputs;
      const rows = await store.selectMemories({
        ...scopeOf(scope, { space, now: now() }),
        after: placeIn(cursor),
        limit: limit + 1,
      });
      const items: JsonObject[] = [];
      let room = resultMaxChars() * shareOfAnswer;
      for (const { memory } of rows.slice(0, limit)) {
        const { id, version } = memory;
        const versions = version === 1 ? [] : await store.listVersions({ id, space });
        const item = recordOf(memory, versions);
        room -= JSON.stringify(item).length;
        if (room < 0 && items.length > 0) break;
        items.push(item);
      }
      return { result: { items, ...nextCursor(rows, items.length) } };
    },
  });
}

function nextCursor(rows: readonly PlacedMemory[], given: number): { next_cursor?: string } {
  const last = rows[given - 1];
  return last && rows.length > given ? { next_cursor: String(last.place) } : {};
}

function placeIn(cursor: string | undefined): number {
  const place = Number(cursor ?? 0);
  if (Number.isSafeInteger(place) && place >= 0) return place;
  throw new GatewayError('invalid_inputs', `Cannot go on from "${cursor}".`, {
    hint: 'Send "cursor" as "next_cursor" of the page before gave it, or leave it out.',
  });
}
