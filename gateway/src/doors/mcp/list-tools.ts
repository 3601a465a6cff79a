import type { Tool } from '@modelcontextprotocol/server';
import type { Caller } from '../../identity/caller.ts';
import type { Intent } from '../../intents/intent.ts';
import { jobTool } from './job-tool.ts';
import type { DoorParts } from './mcp-parts.ts';
import { alwaysShown, shownForMany } from './own-tools.ts';

/* A list of more is read again with every request of a model, and leaves it less room for its work. */
const longListMaxBytes = 6500;

/**
 * The tools that a caller is shown: one for each intent; or, where these are more than a model should read, the most
 * used that fit, and those by which all others are found and run.
 */
export async function listTools(caller: Caller, parts: DoorParts): Promise<Tool[]> {
  const { intents, names } = parts.catalogOf(caller);
  const toolOf = (intent: Intent) => parts.toolOf(intent, names.nameOf(intent));
  const own = alwaysShown.map(({ tool }) => tool);
  const forJobs = intents.some(({ name }) => name === 'jobs.get') ? [] : [jobTool.tool];
  if (intents.length <= parts.settings.maxTools()) {
    return [...own, ...forJobs, ...intents.map(toolOf)];
  }
  const fixed = [...own, ...shownForMany.map(({ tool }) => tool), jobTool.tool];
  const mostUsed = await parts.mostUsed(caller, intents);
  const others = mostUsed.filter(({ name }) => name !== 'jobs.get').map(shortTool(toolOf));
  return [...fixed, ...fitting(others, longListMaxBytes - bytesOf(fixed))];
}

/* Schemas of results are the longest part, and the one that a model can do without. */
function shortTool(toolOf: (intent: Intent) => Tool): (intent: Intent) => Tool {
  return (intent) => {
    const { outputSchema: _, ...tool } = toolOf(intent);
    return tool;
  };
}

function fitting(tools: readonly Tool[], maxBytes: number): readonly Tool[] {
  let left = maxBytes;
  return tools.filter((tool) => {
    const bytes = bytesOf([tool]);
    if (bytes > left) return false;
    left -= bytes;
    return true;
  });
}

function bytesOf(tools: readonly Tool[]): number {
  return Buffer.byteLength(JSON.stringify(tools));
}
