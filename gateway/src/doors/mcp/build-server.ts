import {
  Server,
  type CallToolResult,
  type Implementation,
  type InputRequiredResult,
} from '@modelcontextprotocol/server';
import type { CallContext } from './call-context.ts';
import type { ToolCall } from './call-tool.ts';
import { instructions } from './instructions.ts';
import { listTools } from './list-tools.ts';
import type { DoorParts, McpExchange } from './mcp-parts.ts';
import { passOnSurface, type PassOn } from './pass-on.ts';
import { asTask, serveTasks, tasksExtension } from './tasks.ts';

/** How requests are carried in one of the two generations of the protocol. */
export interface Style {
  callTool(call: ToolCall, context: CallContext): Promise<CallToolResult | InputRequiredResult>;
  readonly passOn: PassOn;
}

/* The SDK would make a validator for each request; inputs are checked behind the door. */
const noValidator = {
  getValidator(): never {
    throw new Error('This server has no schema to check');
  },
};

export function serverInfoOf({ version }: DoorParts): Implementation {
  return { name: 'tutti', title: 'Tutti', version };
}

/** The server of one request. It holds nothing, and so costs little. */
export function buildServer(
  { principal: { caller } }: McpExchange,
  style: Style,
  parts: DoorParts,
): Server {
  const surface = parts.surface?.capabilities(caller.scopes) ?? {};
  const server = new Server(serverInfoOf(parts), {
    capabilities: {
      tools: { listChanged: true },
      ...surface,
      extensions: { [tasksExtension]: {} },
    },
    instructions,
    jsonSchemaValidator: noValidator,
  });
  server.setRequestHandler('tools/list', async () => ({ tools: await listTools(caller, parts) }));
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const call = { name: params.name, args: params.arguments ?? {} };
    return asTask(await style.callTool(call, context), { context, now: parts.now() });
  });
  serveTasks(server, { caller, parts });
  passOnSurface(server, surface, style.passOn);
  return server;
}
