import { existsSync, readFileSync } from 'node:fs';
import type { World } from './judge.ts';
import type { Client } from './support/client.ts';

interface Listed {
  readonly result: { readonly items: readonly { text: string }[]; readonly next_cursor?: string };
}

/** What is there: memories as a caller lists them, ledger entries as they stand in the file. */
export async function lookAround(
  client: Client,
  { ledgerFile, tags = [] }: { readonly ledgerFile: string; readonly tags?: readonly string[] },
): Promise<World> {
  return { memories: await countMemories(client, tags), ledger: countLines(ledgerFile) };
}

async function countMemories(
  client: Client,
  tags: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let cursor: string | undefined;
  do {
    const answer = await client.post<Listed>('/query', {
      intent: 'memory.list',
      inputs: { limit: 200, tags, ...(cursor !== undefined && { cursor }) },
    });
    for (const { text } of answer.result.items) counts.set(text, (counts.get(text) ?? 0) + 1);
    cursor = answer.result.next_cursor;
  } while (cursor !== undefined);
  return counts;
}

function countLines(file: string): Map<string, number> {
  const counts = new Map<string, number>();
  if (!existsSync(file)) return counts;
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const id = line.slice(line.indexOf(' ') + 1);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
