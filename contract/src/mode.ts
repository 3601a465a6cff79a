import { z } from 'zod';

/** What does the work: tools inside the gateway, workflows, or upstream MCP servers. */
export const EngineName = z.enum(['agent', 'flow', 'mcp']);
export type EngineName = z.infer<typeof EngineName>;

/** The engine that the caller asks for, or `auto` to let the router choose. */
export const Mode = z.enum(['auto', ...EngineName.options]);
export type Mode = z.infer<typeof Mode>;
