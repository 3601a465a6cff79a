/**
 * A server over stdio that does as little as a server can: what is measured through it is what stands before it.
 * It speaks 2025-11-25 by hand, as it is written in the specification.
 */
import { createInterface } from 'node:readline';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
}

const name = 'test_simple_text';
const tools = [{ name, description: 'Returns a text', inputSchema: { type: 'object' } }];
const text = 'This is a simple text response for testing.';
const serverInfo = { name: 'bench-upstream', version: '1.0.0' };

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method = '' } = JSON.parse(line) as Message;
  if (id === undefined) continue;
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answerTo(method) })}\n`);
}

function answerTo(method: string): object {
  switch (method) {
    case 'initialize':
      return {
        result: { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo },
      };
    case 'tools/list':
      return { result: { tools } };
    case 'tools/call':
      return { result: { content: [{ type: 'text', text }] } };
    case 'ping':
      return { result: {} };
    default:
      return { error: { code: -32_601, message: 'Method not found' } };
  }
}
