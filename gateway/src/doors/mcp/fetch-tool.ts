import { z } from 'zod';
import { GatewayError } from '../../platform/gateway-error.ts';
import { carry } from './call-intent.ts';
import type { DoorParts } from './mcp-parts.ts';
import type { OwnTool } from './own-tool.ts';
import { parseArguments } from './parse-arguments.ts';
import { resultOutcome, type ToolOutcome } from './tool-outcome.ts';
import { structuredResult, toolResult } from './tool-result.ts';
import type { Visit } from './visit.ts';

const Inputs = z.strictObject({ id: z.string().min(1).max(100) });
const MemoryResult = z.looseObject({ id: z.string(), text: z.string(), created_at: z.string() });

/** `fetch` in the shape of ChatGPT's research mode: one of what `search` found, in full. */
export const fetchTool: OwnTool = {
  tool: {
    name: 'fetch',
    title: 'Fetch',
    description: 'Gives one result of search in full, by its id.',
    inputSchema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
    annotations: {
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  },
  async call(args, visit, parts) {
    const { id } = parseArguments(Inputs, args, 'fetch');
    if (id.startsWith('mem_')) return fetchMemory(id, visit, parts);
    if (id.startsWith('job_')) return fetchJob(id, visit, parts);
    throw new GatewayError('invalid_inputs', `Cannot fetch "${id}": search gives no such id.`, {
      hint: 'Ids begin with mem_ or job_. Call search first.',
    });
  },
};

async function fetchMemory(id: string, visit: Visit, parts: DoorParts): Promise<ToolOutcome> {
  const publicUrl = parts.settings.publicUrl();
  const request = { intent: 'memory.get', inputs: { id }, mode: 'auto' } as const;
  const answer = await carry(request, visit, parts, true);
  const memory = MemoryResult.safeParse(answer.result);
  if (!memory.success) {
    const telling = { tool: 'fetch', argumentsOf: () => ({ id }), publicUrl };
    return resultOutcome(toolResult(answer, telling));
  }
  const { text, ...metadata } = memory.data;
  const title = text.split('\n', 1).join().slice(0, 100);
  const url = `${publicUrl}/docs#${id}`;
  return resultOutcome(structuredResult({ id, title, text, url, metadata }));
}

async function fetchJob(id: string, { caller }: Visit, parts: DoorParts): Promise<ToolOutcome> {
  const { answer, intent, ...metadata } = await parts.jobs.get(caller, { jobId: id, waitMs: 0 });
  const text = JSON.stringify(answer?.result ?? answer?.error ?? null, undefined, 1);
  const url = `${parts.settings.publicUrl()}/jobs/${id}`;
  return resultOutcome(structuredResult({ id, title: intent, text, url, metadata }));
}
