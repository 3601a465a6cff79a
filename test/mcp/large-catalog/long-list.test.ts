import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tool } from '../../../gateway/src/intents/define-tool.ts';
import { apiKey, startHttpHouse, type HttpHouse } from '../../integration/http-harness.ts';
import { clientKinds, connectClient, type TestClient } from '../support/clients.ts';
import { readIntents } from './catalog.ts';

const longestListBytes = 7000;

/* Offered by the gateway itself here: what the door makes of many intents is the same. */
const manyTools: readonly Tool[] = readIntents().map(({ upstream: _, ...intent }) => ({
  intent: { ...intent, engine: 'agent' },
  run: async ({ inputs }) => ({ result: { ran: intent.name, inputs } }),
  preview: async ({ inputs }) => ({ note: 'Nothing was done.', would: inputs }),
}));

let house: HttpHouse;
beforeAll(async () => {
  house = await startHttpHouse('', { extraTools: manyTools });
});
afterAll(() => house.stop());

describe.each(clientKinds)('five hundred upstream tools, for a client of %s', (kind) => {
  let client: TestClient;
  beforeAll(async () => {
    client = await connectClient(kind, { url: house.url, key: apiKey });
  });
  afterAll(() => client.close());

  it('are shown as a list that a model can read', async () => {
    const tools = await client.listTools();
    expect(JSON.stringify({ tools }).length).toBeLessThan(longestListBytes);
    const names = tools.map(({ name }) => name);
    const needed = ['preview', 'jobs_get', 'search', 'fetch', 'find_intents', 'describe_intent'];
    expect(names).toEqual(expect.arrayContaining(needed));
    expect(names).toEqual(expect.arrayContaining(['run_read', 'run_write', 'run_destructive']));
    expect(await client.listTools()).toEqual(tools);
  });

  it('are found and run knowing nothing else', async () => {
    const found = await client.call('find_intents', {
      query: 'events of tomorrow in my google calendar',
    });
    const intents = found.structured['intents'] as readonly Record<string, string>[];
    const first = intents.find(({ intent }) => intent === 'mcp.google_calendar.list_events');
    expect(first).toMatchObject({
      run_with: 'run_read',
      inputs: 'calendar_id?: string, time_min?: string, time_max?: string',
    });
    const call = { intent: first?.['intent'], inputs: { calendar_id: 'me' } };
    const ran = await client.call(first?.['run_with'] ?? '', call);
    expect(ran.structured).toMatchObject({
      status: 'success',
      result: { ran: 'mcp.google_calendar.list_events', inputs: { calendar_id: 'me' } },
    });
  });

  it('are not run by a tool that promised less', async () => {
    const call = { intent: 'mcp.gmail.send_email', inputs: { subject: kind } };
    for (const tool of ['run_read', 'run_write']) {
      const refused = await client.call(tool, call);
      expect(refused).toMatchObject({ isError: true });
      expect(refused.text).toContain('run_destructive');
    }
    const previewed = await client.call('run_destructive', call);
    expect(previewed.structured).toMatchObject({ status: 'preview' });
    const { call: next } = previewed.structured['next'] as {
      call: { tool: string; arguments: Record<string, unknown> };
    };
    expect(next.tool).toBe('run_destructive');
    const done = await client.call(next.tool, next.arguments);
    expect(done.structured).toMatchObject({ status: 'success' });
  });

  it('are described in full, with the call to make', async () => {
    const described = await client.call('describe_intent', { intent: 'mcp_github_create_issue' });
    expect(described.structured).toMatchObject({
      name: 'mcp.github.create_issue',
      run_with: 'run_destructive',
      inputs: { properties: { labels: { type: 'array' } } },
    });
  });

  it('can be called by their own names, shown or not', async () => {
    const ran = await client.call('mcp_time_get_current_time', { timezone: 'UTC' });
    expect(ran.structured).toMatchObject({ result: { ran: 'mcp.time.get_current_time' } });
  });
});

describe('what is used most', () => {
  it('is shown first', async () => {
    const key = await house.newKey({ caller: 'heavy-user', scopes: ['*'] });
    for (let n = 0; n < 3; n += 1) {
      await house.call({ intent: 'mcp.spotify.pause_playback', inputs: {} }, { key: key.key });
    }
    const client = await connectClient('sdk-2-2026', { url: house.url, key: key.key });
    const names = (await client.listTools()).map(({ name }) => name);
    expect(names).toContain('mcp_spotify_pause_playback');
    await client.close();
  });
});

describe('search and fetch', () => {
  it('give memories and past results in the shape of research mode', async () => {
    const client = await connectClient('sdk-1', { url: house.url, key: apiKey });
    await client.call('memory_write', { text: 'The boiler was serviced by Kowalski in March' });
    const { structured, text } = await client.call('search', { query: 'who serviced the boiler' });
    expect(JSON.parse(text)).toEqual(structured);
    const [first] = structured['results'] as readonly Record<string, string>[];
    expect(first).toEqual({
      id: expect.stringMatching(/^mem_/) as string,
      title: 'The boiler was serviced by Kowalski in March',
      url: expect.stringMatching(/^http/) as string,
    });
    const fetched = await client.call('fetch', { id: first?.['id'] });
    expect(fetched.structured).toMatchObject({
      id: first?.['id'],
      text: 'The boiler was serviced by Kowalski in March',
      url: first?.['url'],
      metadata: {},
    });
    expect(await client.call('fetch', { id: 'x' })).toMatchObject({ isError: true });
    await client.close();
  });
});
