import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKey, startHttpHouse, type HttpHouse } from '../integration/http-harness.ts';
import { createWorld, worldTools } from '../integration/world.ts';
import { connectClient } from './support/clients.ts';

const world = createWorld();
let house: HttpHouse;

beforeAll(async () => {
  house = await startHttpHouse('rules: [{id: ask-me, intent: note.put, decide: approve}]', {
    extraTools: worldTools(world),
  });
});
afterAll(() => house.stop());

const former = { accept: 'application/json, text/event-stream' };
const initialize = (capabilities: object = {}) => ({
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities, clientInfo: { name: 't', version: '1' } },
});
const callOf = (name: string, args: object, id = 1) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});
const post = (body: unknown, headers: Record<string, string> = {}) =>
  house.post('/mcp', body, { headers: { ...former, ...headers } });

describe('POST /mcp', () => {
  it('takes a key, as every other call', async () => {
    const refused = await house.post('/mcp', initialize(), { key: null });
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('is closed to pages of others, and to other names', async () => {
    expect((await post(initialize(), { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(initialize(), { host: 'evil.example' })).status).toBe(403);
  });

  it('counts against the rate of the caller', async () => {
    const { key } = await house.newKey({ caller: 'slow', rate_per_minute: 2 });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) {
      statuses.push((await house.post('/mcp', initialize(), { key, headers: former })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('shows a caller only what its scopes cover, and runs nothing else', async () => {
    const { key } = await house.newKey({ caller: 'narrow', scopes: ['memory.*'] });
    const client = await connectClient('sdk-2-2026', { url: house.url, key });
    const names = (await client.listTools()).map(({ name }) => name);
    expect(names).toContain('memory_write');
    expect(names).not.toContain('lamp_set');
    /* Their own jobs they may look at over every door. */
    expect(names).toContain('jobs_get');
    await expect(client.call('lamp_set', {})).rejects.toThrow(/no tool/);
    const hidden = await client.call('preview', { intent: 'lamp.set', inputs: {} });
    expect(hidden.structured).toMatchObject({ error: { code: 'unknown_intent' } });
    const run = await client.call('run_destructive', { intent: 'lamp.set', inputs: {} });
    expect(run.structured).toMatchObject({ error: { code: 'unknown_intent' } });
    const found = await client.call('find_intents', { query: 'lamp set' });
    expect(found.text).not.toContain('lamp.set');
    await client.close();
  });

  it('follows the trace that the call names', async () => {
    const traceparent = '00-11111111111111111111111111111111-2222222222222222-01';
    const call = callOf('system_ping', {});
    const body = { ...call, params: { ...call.params, _meta: { traceparent } } };
    const { text } = await post(body);
    expect(text).toContain('rcp_');
    const { body: page } = await house.get('/receipts?limit=50');
    const traces = (page['items'] as readonly { trace_id: string }[]).map((one) => one.trace_id);
    expect(traces).toContain('1'.repeat(32));
  });

  it('keeps no session: an id of another time is as good as one of now', async () => {
    const begun = await post(initialize({ elicitation: {} }));
    const id = String(begun.headers['mcp-session-id']);
    const other = await startHttpHouse();
    const headers = { ...former, 'mcp-session-id': id, 'mcp-protocol-version': '2025-11-25' };
    const { status, text } = await other.post('/mcp', callOf('system_ping', {}), { headers });
    expect(status).toBe(200);
    expect(text).toContain('success');
    await other.stop();
  });

  it('shows a link to the owner, and nothing that a client could approve with', async () => {
    let asked = 0;
    const client = await connectClient('sdk-2-2026', {
      url: house.url,
      key: apiKey,
      answer() {
        asked += 1;
        return 'yes';
      },
    });
    const waiting = await client.call('note_put', { to: 'me' });
    expect(waiting.structured).toMatchObject({
      status: 'needs_approval',
      approval: { url: expect.stringMatching(/\/owner\/approvals\/apr_/) as string },
      next: { call: { tool: 'jobs_get' } },
    });
    expect(asked).toBe(0);
    expect(world.done).not.toContain('note.put me');
    await client.close();
  });

  it('does nothing twice for a confirmation that is sent twice', async () => {
    const client = await connectClient('sdk-1', { url: house.url, key: apiKey });
    const shown = await client.call('post_send', { to: 'twice' });
    const { token } = shown.structured['confirm'] as { token: string };
    const both = await Promise.all([
      client.call('post_send', { to: 'twice', confirm_token: token }),
      client.call('post_send', { to: 'twice', confirm_token: token }),
    ]);
    expect(both.map(({ structured }) => structured['status'])).toEqual(['success', 'success']);
    expect(world.done.filter((done) => done === 'post.send twice')).toHaveLength(1);
    await client.close();
  });

  it('refuses an answer to a question that was asked of another session', async () => {
    const victim = String((await post(initialize({ elicitation: {} }))).headers['mcp-session-id']);
    const headers = { 'mcp-session-id': victim, 'mcp-protocol-version': '2025-11-25' };
    const before = world.done.length;
    const leave = new AbortController();
    const call = fetch(`${house.url}/mcp`, {
      method: 'POST',
      headers: {
        ...former,
        ...headers,
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(callOf('post_send', { to: 'stolen' })),
      signal: leave.signal,
    });
    const asked = await firstQuestion(await call);
    expect(asked).toBeDefined();
    const thief = String((await post(initialize({ elicitation: {} }))).headers['mcp-session-id']);
    const yes = { jsonrpc: '2.0', result: { action: 'accept', content: { confirm: true } } };
    await post({ ...yes, id: asked }, { ...headers, 'mcp-session-id': thief });
    expect(world.done).toHaveLength(before);
    leave.abort();
  });
});

describe('a stream', () => {
  const openStream = async (key: string, session: string) => {
    const response = await fetch(`${house.url}/mcp`, {
      headers: {
        authorization: `Bearer ${key}`,
        accept: 'text/event-stream',
        'mcp-session-id': session,
      },
    });
    expect(response.status).toBe(200);
    return response;
  };

  it('ends when the key is revoked', async () => {
    const { key, keyId } = await house.newKey({ caller: 'leaver' });
    const stream = await openStream(key, 's1.e30.x');
    const read = stream.text();
    await house.asOwner('POST', `/owner/keys/${keyId}/revoke`, {});
    await expect(Promise.race([read.then(() => 'ended'), later()])).resolves.toBe('ended');
  });
});

function later(): Promise<string> {
  return new Promise((resolve) => void setTimeout(() => resolve('still open'), 5000));
}

async function firstQuestion({ body }: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    const [, id] = /"id":"(ask-[^"]+)"/.exec(decoder.decode(bytes as Uint8Array)) ?? [];
    return id;
  }
  return undefined;
}
