import { createLazy } from '../../platform/lazy.ts';
import type { McpDoor } from './mcp-door.ts';
import type { McpParts } from './mcp-parts.ts';

/**
 * The MCP door, loaded when somebody first knocks: the SDK takes memory and time that most starts never need. Where
 * that fails, as with too many open files, whoever knocks next tries again.
 */
export interface LazyMcpDoor {
  open(): Promise<McpDoor>;
  close(): Promise<void>;
}

export function createLazyMcpDoor(parts: McpParts): LazyMcpDoor {
  const door = createLazy(async () => {
    const { createMcpDoor } = await import('./mcp-door.ts');
    return createMcpDoor(parts);
  });
  return {
    open: () => door.load(),
    async close() {
      (await door.settled())?.close();
    },
  };
}
