import { describeIntentTool } from './describe-intent-tool.ts';
import { fetchTool } from './fetch-tool.ts';
import { findIntentsTool } from './find-intents-tool.ts';
import type { OwnTool } from './own-tool.ts';
import { previewTool } from './preview-tool.ts';
import { runTools } from './run-tools.ts';
import { searchTool } from './search-tool.ts';

/** Tools of the door that every client is shown. */
export const alwaysShown: readonly OwnTool[] = [previewTool, searchTool, fetchTool];

/** Tools by which everything is found and run that is not shown as a tool of its own. */
export const shownForMany: readonly OwnTool[] = [findIntentsTool, describeIntentTool, ...runTools];

/** The tools of the door, by name; all can be called, whichever are shown. */
export const ownTools: ReadonlyMap<string, OwnTool> = new Map(
  [...alwaysShown, ...shownForMany].map((own) => [own.tool.name, own]),
);
