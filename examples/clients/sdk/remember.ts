/**
 * A plain MCP client: it remembers something, looks it up, and shows how what cannot be undone is previewed first.
 * TUTTI_URL=http://127.0.0.1:8000 TUTTI_API_KEY=tutti_… node examples/clients/sdk/remember.ts
 */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const { TUTTI_URL: url = 'http://127.0.0.1:8000', TUTTI_API_KEY: key } = process.env;
if (key === undefined) throw new Error('Set TUTTI_API_KEY: "tutti keys create script" makes one.');

const client = new Client(
  { name: 'remember', version: '1.0.0' },
  { versionNegotiation: { mode: 'auto' } },
);
const transport = new StreamableHTTPClientTransport(new URL('/mcp', url), {
  authProvider: { token: async () => key },
});
await client.connect(transport);

const { tools } = await client.listTools();
console.log(`${tools.length} tools: ${tools.map(({ name }) => name).join(', ')}`);

const written = await call('memory_write', { text: 'The spare key is with Ada.', tags: ['home'] });
console.log('remembered:', written['status']);

const found = await call('memory_search', { query: 'spare key' });
console.log('found:', JSON.stringify(found['result']));

/* Forgetting cannot be undone: the first answer shows what would happen, and nothing is done. */
const id = (written['result'] as { id?: string } | undefined)?.id ?? '';
const preview = await call('memory_forget', { id });
console.log('forgetting:', preview['status']);

/* Here a person looks. Then the call that the answer names, with its token, goes through. */
const { token } = preview['confirm'] as { token: string };
const forgotten = await call('memory_forget', { id, confirm_token: token });
console.log('forgotten:', forgotten['status']);
await client.close();

/** What Tutti says of a call: always of the same shape. */
async function call(name: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { structuredContent } = await client.callTool({ name, arguments: args });
  return (structuredContent ?? {}) as Record<string, unknown>;
}
