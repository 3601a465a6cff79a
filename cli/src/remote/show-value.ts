import { z } from 'zod';
import { printable } from '../shared/printable.ts';
import type { Paint } from '../shared/terminal.ts';

/** A JSON value as a person likes to read it: lists by number, objects by field. */
export function showValue(value: unknown, paint: Paint): string {
  const memories = MemoryList.safeParse(value);
  if (memories.success) return showMemories(memories.data.items, paint);
  return showAny(value, paint);
}

const MemoryItem = z.looseObject({
  id: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  speaker_id: z.string().optional(),
  created_at: z.string(),
});
const MemoryList = z.looseObject({ items: z.array(MemoryItem).min(1) });

function showMemories(memories: readonly z.infer<typeof MemoryItem>[], paint: Paint): string {
  const width = String(memories.length).length;
  const indent = ' '.repeat(width + 2);
  return memories
    .map((memory, index) => {
      const number = paint('dim', `${String(index + 1).padStart(width)}.`);
      const about = [
        memory.created_at.slice(0, 10),
        ...memory.tags.map((tag) => `#${tag}`),
        ...(memory.speaker_id === undefined ? [] : [`said by ${memory.speaker_id}`]),
        memory.id,
      ];
      const text = printable(memory.text).replaceAll('\n', `\n${indent}`);
      return `${number} ${text}\n${indent}${paint('dim', printable(about.join('  ')))}`;
    })
    .join('\n');
}

function showAny(value: unknown, paint: Paint): string {
  if (Array.isArray(value)) return showList(value, paint);
  if (value !== null && typeof value === 'object') return showFields(value, paint);
  return printable(String(value));
}

function showList(items: readonly unknown[], paint: Paint): string {
  if (items.length === 0) return paint('dim', '(none)');
  return items
    .map((item) => `${paint('dim', '-')} ${showAny(item, paint).replaceAll('\n', '\n  ')}`)
    .join('\n');
}

function showFields(fields: object, paint: Paint): string {
  const entries = Object.entries(fields).filter(([, member]) => member !== undefined);
  if (entries.length === 0) return paint('dim', '(nothing)');
  return entries
    .map(([name, member]: [string, unknown]) => {
      const shown = showAny(member, paint);
      const label = paint('cyan', `${printable(name)}:`);
      return standsAlone(member)
        ? `${label}\n  ${shown.replaceAll('\n', '\n  ')}`
        : `${label} ${shown.replaceAll('\n', '\n  ')}`;
    })
    .join('\n');
}

function standsAlone(value: unknown): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length > 0;
}
