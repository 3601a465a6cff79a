import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/json.ts';
import { MemoryRecord } from '../memory-record.ts';
import type { Imported, ParsedImport } from './imported.ts';
import { mcpMemories } from './mcp-memory.ts';
import { mem0Memory } from './mem0.ts';
import { parseMarkdown } from './parse-markdown.ts';

export const importFormats = ['auto', 'tutti', 'mem0', 'mcp-memory', 'markdown'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Reads the texts of an import; what cannot be read is named with its line, and the rest goes on. */
export function parseImport(data: string, format: ImportFormat): ParsedImport {
  const isJson = format === 'auto' ? /^\s*[[{]/.test(data) : format !== 'markdown';
  if (!isJson) return { items: parseMarkdown(data), problems: [] };
  const whole = parsed(data);
  if (Array.isArray(whole)) return readAll(whole.map((value, index) => [index + 1, value]));
  const list = isJsonObject(whole) && listIn(whole);
  if (list) return readAll(list.map((value, index) => [index + 1, value]));
  return readAll(
    data
      .split('\n')
      .map((line, index) => ({ line: line.trim(), number: index + 1 }))
      .filter(({ line }) => line !== '')
      .map(({ line, number }): Numbered => [number, parsed(line)]),
  );
}

type Numbered = readonly [line: number, value: JsonValue | undefined];

function readAll(values: readonly Numbered[]): ParsedImport {
  const read = values.map(([line, value]) => ({ line, outcome: readOne(value) }));
  return {
    items: read.flatMap(({ outcome }) => (typeof outcome === 'string' ? [] : outcome)),
    problems: read.flatMap(({ line, outcome }) =>
      typeof outcome === 'string' ? [{ line, why: outcome }] : [],
    ),
  };
}

/* What it says, or why it says nothing. */
function readOne(value: JsonValue | undefined): readonly Imported[] | string {
  if (!isJsonObject(value)) return 'it is not a JSON object';
  if (value['type'] === 'entity' || value['type'] === 'relation') return mcpMemories(value);
  const foreign = mem0Memory(value);
  if (foreign) return [foreign];
  const record = MemoryRecord.safeParse(value);
  if (record.success) return [{ kind: 'own', record: record.data }];
  const [issue] = record.error.issues;
  return typeof value['text'] === 'string' && value['id'] === undefined
    ? readText(value['text'], value)
    : `"${issue?.path.join('.') ?? ''}" is not as in an export: ${issue?.message ?? ''}`;
}

/* Written by hand: {"text": "…"} with little else. */
function readText(text: string, { tags, speaker_id, said_at }: JsonObject): readonly Imported[] {
  return [
    {
      kind: 'foreign',
      text,
      source: 'import',
      ...(Array.isArray(tags) && { tags: tags.filter((tag) => typeof tag === 'string') }),
      ...(typeof speaker_id === 'string' && { speakerId: speaker_id }),
      ...(typeof said_at === 'string' && { saidAt: said_at }),
    },
  ];
}

/* mem0 and its likes wrap their list. */
function listIn(value: JsonObject): readonly JsonValue[] | undefined {
  const list = [value['results'], value['memories'], value['items']].find(Array.isArray);
  return list as readonly JsonValue[] | undefined;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
