import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKey, startHttpHouse, type HttpHouse } from '../integration/http-harness.ts';
import { createWorld, worldTools } from '../integration/world.ts';
import { clientKinds, connectClient, type TestClient } from './support/clients.ts';

const world = createWorld();
let house: HttpHouse;

beforeAll(async () => {
  house = await startHttpHouse('', { extraTools: worldTools(world) });
});
afterAll(() => house.stop());

const ways = clientKinds.flatMap((kind) => [
  { kind, over: 'http' as const },
  { kind, over: 'stdio' as const },
]);

describe.each(ways)('a client of $kind over $over', ({ kind, over }) => {
  const who = `${kind} over ${over}`;
  let client: TestClient;
  beforeAll(async () => {
    client = await connectClient(kind, { over, url: house.url, key: apiKey });
  });
  afterAll(() => client.close());

  it('speaks the revision that it asked for', () => {
    expect(client.revision()).toBe(kind === 'sdk-2-2026' ? '2026-07-28' : '2025-11-25');
  });

  it('is told how to work with the gateway', () => {
    expect(client.instructions()).toContain('confirm_token');
    expect(client.instructions()).toContain('jobs_get');
  });

  it('sees one tool for each intent, with schemas and all four hints', async () => {
    const tools = await client.listTools();
    const write = tools.find(({ name }) => name === 'memory_write');
    expect(write).toMatchObject({
      title: 'Remember',
      inputSchema: { type: 'object', properties: { text: {} } },
      outputSchema: { type: 'object' },
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
    });
    for (const { name, annotations } of tools) {
      expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
      expect(
        Object.values(annotations ?? {}).filter((hint) => typeof hint === 'boolean'),
      ).toHaveLength(4);
    }
    expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['preview', 'jobs_get']));
  });

  it('remembers and finds again', async () => {
    const text = `The plumber of ${who} is called Miller`;
    const written = await client.call('memory_write', { text });
    expect(written.structured).toMatchObject({ status: 'success' });
    expect(JSON.parse(written.text)).toEqual(written.structured);
    const found = await client.call('memory_search', { query: `plumber of ${who}`, k: 1 });
    expect(found.text).toContain(text);
  });

  it('previews, and goes on with the token of the preview, once', async () => {
    const previewed = await client.call('disk_wipe', { to: who });
    expect(previewed).toMatchObject({ isError: false, structured: { status: 'preview' } });
    const next = previewed.structured['next'] as {
      call: { tool: string; arguments: Record<string, unknown> };
    };
    expect(next.call.tool).toBe('disk_wipe');
    const done = await client.call(next.call.tool, next.call.arguments);
    expect(done.structured).toMatchObject({
      status: 'success',
      result: { wiped: { previewed: [who] } },
    });
    const again = await client.call(next.call.tool, next.call.arguments);
    expect(again.structured).toMatchObject({ replayed: true });
  });

  it('previews any intent by the tool that only reads', async () => {
    const before = world.done.length;
    const shown = await client.call('preview', { intent: 'post_send', inputs: { to: who } });
    expect(shown.structured).toMatchObject({
      status: 'preview',
      confirm: {},
    });
    expect(world.done).toHaveLength(before);
  });

  it('says what is wrong with inputs, as an error of the tool', async () => {
    const refused = await client.call('memory_write', { txt: 'x' });
    expect(refused).toMatchObject({
      isError: true,
      structured: { status: 'error', error: { code: 'invalid_inputs' } },
    });
  });

  it('hears how a call goes', async () => {
    const heard: number[] = [];
    const done = await client.call(
      'lamp_set',
      { to: `${who} hears`, steps: 3 },
      { onprogress: ({ progress }) => void heard.push(progress) },
    );
    expect(done.structured).toMatchObject({ status: 'success' });
    /* Clients drop what they read in one go with the answer. */
    expect(heard.length).toBeLessThanOrEqual(3);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  });

  it('ends what it started when it cancels', async () => {
    const waiting = world.waiting();
    const cancel = new AbortController();
    const call = client.call(
      'lamp_set',
      { to: `${who} waits`, how: 'waits' },
      { signal: cancel.signal },
    );
    await expect.poll(() => world.waiting()).toBe(waiting + 1);
    cancel.abort('enough');
    await expect(call).rejects.toThrow();
    const job = async () => {
      const { body } = await house.get('/jobs?limit=1');
      const [latest] = body['items'] as readonly { status: string }[];
      return latest?.status;
    };
    await expect.poll(job).not.toBe('running');
    world.letGo();
  });

  it.each(['yes', 'no'] as const)('has its user asked, who says %s', async (answer) => {
    const asked: string[] = [];
    const asking = await connectClient(kind, {
      over,
      url: house.url,
      key: apiKey,
      answer(message) {
        asked.push(message);
        return answer;
      },
    });
    const before = world.done.length;
    const end = await asking.call('post_send', { to: `${who} ${answer}` });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(`${who} ${answer}`);
    expect(end.structured['status']).toBe(answer === 'yes' ? 'success' : 'preview');
    expect(world.done.length - before).toBe(answer === 'yes' ? 1 : 0);
    await asking.close();
  });
});

describe('a job of 12 seconds', () => {
  it('is followed by every client, and answered within the one call', async () => {
    const followed = ways.map(async ({ kind, over }, at) => {
      const client = await connectClient(kind, { over, url: house.url, key: apiKey });
      const heard: number[] = [];
      const onprogress = ({ progress }: { progress: number }) => void heard.push(progress);
      const done = await client.call('system_wait', { ms: 12_000 + at }, { onprogress });
      await client.close();
      return { status: done.structured['status'], heard: heard.length >= 3 };
    });
    const expected = ways.map(() => ({ status: 'success', heard: true }));
    expect(await Promise.all(followed)).toEqual(expected);
  }, 120_000);
});
