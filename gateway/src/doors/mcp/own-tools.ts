import type { OwnTool } from './own-tool.ts';
import { previewTool } from './preview-tool.ts';

/** The tools of the door, by name. */
export const ownTools: ReadonlyMap<string, OwnTool> = new Map(
  [previewTool].map((own) => [own.tool.name, own]),
);
