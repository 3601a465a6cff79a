import { z } from 'zod';
import type { Job } from '#contract';
import { scopesCover } from '../../identity/scope.ts';
import { carry } from './call-intent.ts';
import type { DoorParts } from './mcp-parts.ts';
import type { OwnTool } from './own-tool.ts';
import { parseArguments } from './parse-arguments.ts';
import { resultOutcome } from './tool-outcome.ts';
import { structuredResult } from './tool-result.ts';
import type { Visit } from './visit.ts';

const Inputs = z.strictObject({ query: z.string().trim().min(1).max(2000) });
const Memories = z.object({ items: z.array(z.object({ id: z.string(), text: z.string() })) });

const mostMemories = 10;
const mostJobs = 5;
const jobsLookedAt = 200;
const leastShared = 0.5;
const longestTitle = 100;

interface Found {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** `search` in the shape of ChatGPT's research mode: over what is remembered, and what came of earlier runs. */
export const searchTool: OwnTool = {
  tool: {
    name: 'search',
    title: 'Search',
    description:
      'Searches what is remembered and what came of earlier runs. fetch gives one in full.',
    inputSchema: {
      type: 'object',
      properties: { query: { type: 'string' } },
      required: ['query'],
    },
    annotations: {
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  },
  async call(args, visit, parts) {
    const { query } = parseArguments(Inputs, args, 'search');
    const found = await Promise.all([
      findMemories(query, visit, parts),
      findResults(query, visit, parts),
    ]);
    return resultOutcome(structuredResult({ results: found.flat() }));
  },
};

async function findMemories(
  query: string,
  visit: Visit,
  parts: DoorParts,
): Promise<readonly Found[]> {
  if (!scopesCover(visit.caller.scopes, 'memory.search')) return [];
  const inputs = { query, k: mostMemories };
  const answer = await carry({ intent: 'memory.search', inputs, mode: 'auto' }, visit, parts, true);
  const memories = Memories.safeParse(answer.result);
  if (!memories.success) return [];
  const base = parts.settings.publicUrl();
  return memories.data.items.map(({ id, text }) => ({
    id,
    title: titleOf(text),
    url: `${base}/docs#${id}`,
  }));
}

async function findResults(
  query: string,
  { caller }: Visit,
  { jobs, settings }: DoorParts,
): Promise<readonly Found[]> {
  const words = wordsIn(query);
  const { items } = await jobs.list(caller, { status: 'success', limit: jobsLookedAt });
  return items
    .map((job) => ({ job, shared: sharedWords(words, textOf(job)) }))
    .filter(({ shared }) => shared >= leastShared)
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, mostJobs)
    .map(({ job: { job_id, intent, created_at } }) => ({
      id: job_id,
      title: `${intent}, ${created_at}`,
      url: `${settings.publicUrl()}/jobs/${job_id}`,
    }));
}

function textOf({ intent, answer }: Job): string {
  return `${intent} ${JSON.stringify(answer?.result ?? '')}`;
}

function sharedWords(words: readonly string[], text: string): number {
  const there = new Set(wordsIn(text));
  return words.filter((word) => there.has(word)).length / Math.max(1, words.length);
}

function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
}

function titleOf(text: string): string {
  const line = text.split('\n', 1).join();
  return line.length > longestTitle ? `${line.slice(0, longestTitle)}…` : line;
}
