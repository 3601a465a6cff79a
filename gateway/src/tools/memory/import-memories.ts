import { z } from 'zod';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import type { NewId } from '../../platform/ids.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { StoreChange } from '../../platform/store-change.ts';
import type { ForeignMemory, Imported } from './import/imported.ts';
import { importFormats, parseImport } from './import/parse-import.ts';
import { MemoryText, MemoryTime, Namespace, Source, SpeakerId, Tags } from './memory-schemas.ts';
import { memoryOf, versionsOf, type MemoryRecord } from './memory-record.ts';
import type { MemoryRecordStore } from './memory-record-store.ts';
import type { NewMemory } from './memory-store.ts';
import { newMemory } from './new-memory.ts';
import { sourceOf } from './source-of.ts';
import { lessTrusted, trustOf } from './trust-of.ts';

const mostProblems = 20;
const longestTagChars = 100;

const ImportInputs = z.strictObject({
  data: z
    .string()
    .min(1)
    .max(4_000_000)
    .describe(
      'JSON lines of memory.export, a mem0 export, the file of the MCP memory server, or Markdown.',
    ),
  format: z.enum(importFormats).default('auto'),
  namespace: Namespace.optional().describe('Where what comes from elsewhere is filed.'),
  tags: Tags.describe('Tags for what comes from elsewhere, beside its own.'),
  speaker_id: SpeakerId.optional().describe('Who said what names no speaker.'),
  source: Source.optional().describe('Where all of it was read: then all of it is external.'),
});
type ImportInputs = z.output<typeof ImportInputs>;

interface ImportParts {
  readonly store: MemoryRecordStore;
  readonly newId: NewId;
  readonly now: () => number;
}

/** `memory.import`: takes in memories whole, or texts of other programs. What is there already stays as it is. */
export function importMemories(parts: ImportParts): Tool {
  return defineTool({
    name: 'memory.import',
    title: 'Import memories',
    description:
      'Takes in memories from elsewhere: the JSON lines of memory.export, a mem0 export, the file of the MCP memory server, or Markdown. What is there already is skipped, so the same may be sent again. What comes from other programs is marked as external. "tutti memory import" takes a file of any size.',
    effect: 'write',
    verbatim: true,
    repeat: 'safe',
    inputs: ImportInputs,
    resolve: (inputs, through) => ({
      inputs: { ...sourceOf(through), ...inputs } as JsonObject,
      target: {},
    }),
    outputs: z.object({
      imported: z.int(),
      skipped: z.int().describe('So many were there already.'),
      problems: z
        .array(z.object({ line: z.int(), why: z.string() }))
        .optional()
        .describe('What could not be read; everything else was taken in.'),
    }),
    examples: [
      {
        say: 'Take over my notes',
        inputs: { data: '# House\n\n- The router is in the attic\n- The key is with Ada' },
      },
    ],
    async run({ inputs, caller }) {
      const { items, problems } = parseImport(inputs.data, inputs.format);
      const changes = [
        ...(await foreignChanges(items, { inputs, caller, parts })),
        ...(await ownChanges(items, { inputs, caller, parts })),
      ];
      return {
        result: {
          imported: changes.length,
          skipped: items.length - changes.length,
          ...(problems.length > 0 && {
            problems: problems.slice(0, mostProblems).map((problem) => ({ ...problem })),
          }),
        },
        changes,
      };
    },
  });
}

interface Importing {
  readonly inputs: ImportInputs;
  readonly caller: { readonly name: string; readonly space: string };
  readonly parts: ImportParts;
}

async function ownChanges(
  items: readonly Imported[],
  { inputs, caller, parts: { store, newId } }: Importing,
): Promise<readonly StoreChange[]> {
  const records = items.flatMap((item) => (item.kind === 'own' ? [item.record] : []));
  const byId = new Map(records.map((record) => [record.id, record]));
  const taken = await store.listTaken({ ids: [...byId.keys()] });
  const here = new Set(taken.filter(({ space }) => space === caller.space).map(({ id }) => id));
  /* An id belongs to one memory of one space: what is another's elsewhere gets one of its own. */
  const elsewhere = new Map(
    taken.filter(({ id }) => !here.has(id)).map(({ id }) => [id, newId('mem')]),
  );
  return [...byId.values()]
    .filter(({ id }) => !here.has(id))
    .map((record) => restoring(renamed(record, elsewhere), { inputs, caller }));
}

function renamed(record: MemoryRecord, names: ReadonlyMap<string, string>): MemoryRecord {
  if (names.size === 0) return record;
  const name = (id: string): string => names.get(id) ?? id;
  const { superseded_by: by, duplicate_of: original, conflicts_with: rivals } = record;
  return {
    ...record,
    id: name(record.id),
    ...(by !== undefined && { superseded_by: name(by) }),
    ...(original !== undefined && { duplicate_of: name(original) }),
    ...(rivals && { conflicts_with: rivals.map(name) }),
  };
}

/* Nobody can make more of a memory by writing it into a file first. */
function restoring(
  record: MemoryRecord,
  { inputs, caller }: Pick<Importing, 'inputs' | 'caller'>,
): StoreChange {
  const memory = memoryOf(record, caller.space);
  const trust = lessTrusted(memory.trust, trustOf(inputs.source, caller.name));
  const { conflictsWith, tags, ...rest } = memory;
  const versions = versionsOf(record).map((version) => ({ ...version, tags: [...version.tags] }));
  return {
    kind: 'memory.restore',
    data: { ...rest, trust, tags: [...tags], conflictsWith: [...conflictsWith], versions },
  };
}

async function foreignChanges(
  items: readonly Imported[],
  { inputs, caller, parts }: Importing,
): Promise<readonly StoreChange[]> {
  const at = parts.now();
  const memories = items
    .flatMap((item) => (item.kind === 'foreign' ? [item] : []))
    .flatMap((item) => memoryFrom(item, { inputs, caller, newId: parts.newId, at }));
  const fresh = await parts.store.listUnsaid(unique(memories));
  return fresh.map((memory) => ({ kind: 'memory.add', data: { ...memory } }));
}

interface Making {
  readonly inputs: ImportInputs;
  readonly caller: Importing['caller'];
  readonly newId: NewId;
  readonly at: number;
}

function memoryFrom(item: ForeignMemory, { inputs, caller, newId, at }: Making): NewMemory[] {
  const text = MemoryText.safeParse(item.text);
  if (!text.success) return [];
  const speakerId = item.speakerId ?? inputs.speaker_id;
  const saidAt = MemoryTime.safeParse(isoOf(item.saidAt));
  const tags = [...new Set([...inputs.tags, ...(item.tags ?? [])])]
    .filter((tag) => tag !== '')
    .map((tag) => tag.slice(0, longestTagChars));
  const about = {
    tags: tags.slice(0, 50),
    source: item.source.slice(0, 2000),
    ...(inputs.namespace !== undefined && { namespace: inputs.namespace }),
    ...(speakerId !== undefined && { speaker_id: speakerId.slice(0, 200) }),
    ...(saidAt.success && { said_at: saidAt.data }),
  };
  return [newMemory({ ...about, text: text.data }, { newId, at, caller })];
}

/* Other programs write times without saying where: taken for UTC, as most of them mean it. */
function isoOf(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  const withT = time.trim().replace(' ', 'T');
  return /[zZ]|[+-]\d\d:?\d\d$/.test(withT) ? withT : `${withT}Z`;
}

function unique(memories: readonly NewMemory[]): readonly NewMemory[] {
  const key = ({ text, namespace, speakerId }: NewMemory) =>
    JSON.stringify([text, namespace, speakerId]);
  return [...new Map(memories.map((memory) => [key(memory), memory])).values()];
}
