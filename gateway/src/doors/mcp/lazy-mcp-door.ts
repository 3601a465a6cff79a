import type { McpDoor } from './mcp-door.ts';
import type { McpParts } from './mcp-parts.ts';

/** The MCP door, loaded when somebody first knocks: the SDK takes memory and time that most starts never need. */
export interface LazyMcpDoor {
  open(): Promise<McpDoor>;
  close(): Promise<void>;
}

export function createLazyMcpDoor(parts: McpParts): LazyMcpDoor {
  let opened: Promise<McpDoor> | undefined;
  return {
    open() {
      opened ??= import('./mcp-door.ts').then(({ createMcpDoor }) => createMcpDoor(parts));
      return opened;
    },
    async close() {
      (await opened)?.close();
    },
  };
}
