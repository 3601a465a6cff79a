import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { isJsonObject } from '../../../platform/json.ts';
import { inTurns } from '../in-turns.ts';
import { createLineWriter } from './line-writer.ts';
import type { ServerProcess } from './spawn-server.ts';

const longestMessageBytes = 32 * 1024 * 1024;
const newline = 10;

/**
 * The messages of one server process, a line of JSON each. `pid` and `stderr` are there because the client
 * knows by them that this is a process on this machine.
 */
export interface StdioTransport extends Transport {
  readonly pid: number | undefined;
  readonly stderr: null;
}

export function createStdioTransport(server: ServerProcess): StdioTransport {
  const lines = createLineWriter(server.stdin, server.ended);
  let closed = false;
  const transport: StdioTransport = {
    pid: server.pid,
    stderr: null,
    async start() {
      const pass = inTurns((message: JSONRPCMessage) => transport.onmessage?.(message));
      readLines(server, {
        onLine(line) {
          const message = messageIn(line, transport);
          if (message) pass(message);
        },
        onTooLong() {
          transport.onerror?.(new Error('the server sent a message that is too long'));
          void server.stop();
        },
      });
      void server.ended.then(end);
    },
    async send(message) {
      if (closed || !server.stdin.writable) throw new Error('the server has ended');
      await lines.write(JSON.stringify(message));
    },
    async close() {
      lines.flush();
      await server.stop();
      end();
    },
  };
  const end = () => {
    if (closed) return;
    closed = true;
    transport.onclose?.();
  };
  return transport;
}

function messageIn(line: string, { onerror }: StdioTransport): JSONRPCMessage | undefined {
  if (line.trim() === '') return undefined;
  try {
    const message: unknown = JSON.parse(line);
    if (isJsonObject(message)) return message as unknown as JSONRPCMessage;
  } catch {
    /* Some servers print a greeting to where only messages belong. */
  }
  onerror?.(new Error('the server wrote a line that is no message'));
  return undefined;
}

function readLines(
  { stdout }: ServerProcess,
  { onLine, onTooLong }: { onLine: (line: string) => void; onTooLong: () => void },
): void {
  let parts: Buffer[] = [];
  let bytes = 0;
  stdout.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      const end = chunk.subarray(from, at);
      onLine((parts.length === 0 ? end : Buffer.concat([...parts, end])).toString('utf8'));
      parts = [];
      bytes = 0;
      from = at + 1;
    }
    if (from === chunk.length) return;
    const rest = chunk.subarray(from);
    bytes += rest.length;
    if (bytes > longestMessageBytes) return onTooLong();
    parts.push(rest);
  });
  stdout.on('error', () => {});
}
