import type { Tool } from '@modelcontextprotocol/server';
import type { CallerCatalog } from './caller-catalog.ts';
import { previewTool } from './preview-tool.ts';
import { toolOfIntent } from './tool-of-intent.ts';

/** The tools that a caller is shown. */
export function listTools({ intents, names }: CallerCatalog): Tool[] {
  return [previewTool.tool, ...intents.map((intent) => toolOfIntent(intent, names.nameOf(intent)))];
}
