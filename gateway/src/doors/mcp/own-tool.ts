import type { Tool } from '@modelcontextprotocol/server';
import type { DoorParts } from './mcp-parts.ts';
import type { ToolOutcome } from './tool-outcome.ts';
import type { Visit } from './visit.ts';

/** A tool of the door itself, beside those of the intents. */
export interface OwnTool {
  readonly tool: Tool;
  call(args: unknown, visit: Visit, parts: DoorParts): Promise<ToolOutcome>;
}
