import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFixtureServer } from '../conformance/fixture/fixture-server.ts';
import { awaitN8n } from '../flows/support/install-n8n.ts';
import { startAddingHouse, toolOf, type AddingHouse } from './adding-house.ts';
import { installServers } from './install-servers.ts';
import { startN8nServers, type N8nServers } from './n8n-servers.ts';

const mostWaitMs = 600_000;
const install =
  process.platform === 'linux'
    ? await Promise.race([awaitN8n(), sleep(mostWaitMs, undefined, { ref: false })])
    : undefined;
if (!install)
  console.log('left out: the servers of n8n. "npm run test:flows -- --install-only" installs it.');

interface Answer {
  readonly status: string;
  readonly job_id?: string;
  readonly result?: { readonly content?: readonly { text: string }[] };
  readonly confirm?: { readonly token: string };
  readonly error?: { readonly code: string; readonly message: string };
}

/* It starts twice, and each time takes a while where the machine has much to do. */
const whileItStartsMs = 300_000;

describe.skipIf(!install)('the MCP servers of n8n, beside others', () => {
  let servers: N8nServers;
  let house: AddingHouse;
  let fixture: Awaited<ReturnType<typeof startFixtureServer>>;

  const send = async (key: string, target: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${house.url}${target}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  /* On a machine that has much to do, what takes a moment may go on as a job. */
  const ended = async (answer: Answer): Promise<Answer> => {
    if (answer.status !== 'accepted') return answer;
    const job = (await send(house.apiKey, `/jobs/${answer.job_id ?? ''}?wait_s=20`)) as {
      answer?: Answer;
    };
    return job.answer ?? ended(answer);
  };
  const call = async (intent: string, inputs: object = {}, more: object = {}) =>
    ended((await send(house.apiKey, '/orchestrate', { intent, inputs, ...more })) as Answer);
  const textOf = ({ result, error }: Answer) => result?.content?.[0]?.text ?? JSON.stringify(error);
  const stateOf = async (server: string) => {
    const { sources } = (await send(house.ownerKey, '/owner/reviews')) as {
      sources: readonly { source: string; state: string; detail?: string }[];
    };
    return sources.find(({ source }) => source === server);
  };
  /** One call to each of the others. */
  const others = async () => [
    textOf(await call('mcp.everything.echo', { message: 'hi' })),
    textOf(await call('mcp.files.read_text_file', { path: path.join(house.folder, 'a.txt') })),
    textOf(await call('mcp.memory.read_graph')).includes('entities'),
    textOf(await call('mcp.fixture.test_simple_text')).includes('simple text'),
    textOf(await call('mcp.steady.echo', { n: 1 })),
  ];
  const allWell = ['Echo: hi', 'hello', true, true, '{"n":1}'];

  beforeAll(async () => {
    if (!install) return;
    fixture = await startFixtureServer();
    const programs = await installServers();
    servers = await startN8nServers(install);
    house = await startAddingHouse({
      TRIGGER_TOKEN: servers.trigger.token,
      INSTANCE_TOKEN: servers.instance.token,
    });
    writeFileSync(path.join(house.folder, 'a.txt'), 'hello');
    const [command, ...args] = house.offer('steady', [toolOf('echo')]);
    const real = (program: string, ...more: string[]) => ({
      command: process.execPath,
      args: [path.join(programs, program), ...more],
      effects: { '*': 'read' },
    });
    const yaml = {
      servers: {
        everything: real('mcp-server-everything'),
        files: real('mcp-server-filesystem', house.folder),
        memory: real('mcp-server-memory'),
        fixture: { url: fixture.url, effects: { '*': 'read' } },
        steady: { command, args, effects: { '*': 'read' } },
      },
    };
    writeFileSync(house.file, `mcp: ${JSON.stringify(yaml)}\n`);
    await house.run('reload');
    await house.run('mcp', 'review', '--accept');
  }, whileItStartsMs);
  afterAll(async () => {
    await house?.stop();
    await servers?.stop();
    await fixture?.stop();
  }, 180_000);

  const add = (name: string, url: string, variable: string, ...more: string[]) =>
    house.run(
      'mcp',
      'add',
      name,
      '--url',
      url,
      '--header',
      `Authorization: Bearer \${${variable}}`,
      ...more,
    );

  it('are added with a key of their own, and wait for the owner', async () => {
    for (const [name, { url }, variable] of [
      ['tools', servers.trigger, 'TRIGGER_TOKEN'],
      ['n8n', servers.instance, 'INSTANCE_TOKEN'],
    ] as const) {
      const { said } = await add(name, url, variable);
      expect(said).toContain(`Added ${name} to`);
      expect(said).toContain('Nobody said that these may be used.');
    }
    expect((await call('mcp.tools.Length', { input: 'hello' })).error?.code).toBe('unknown_intent');
    const tools = await house.run(
      'mcp',
      'review',
      'tools',
      '--accept',
      '--effect',
      'Length=read',
      '--effect',
      'Ask=write',
    );
    expect(tools.said).toContain('tools: 2 accepted');
    const instance = await house.run('mcp', 'review', 'n8n', '--accept');
    expect(instance.said).toMatch(/n8n: \d{2,} accepted/);
    expect(house.written()).toMatch(/"?search_workflows"?: read/);
    expect(house.written()).toMatch(/"?execute_workflow"?: destructive/);
    expect(house.written()).not.toContain(servers.trigger.token);
    expect(house.written()).not.toContain(servers.instance.token);
  }, 180_000);

  it('are called over HTTP and over MCP, with a receipt each', async () => {
    const length = await call('mcp.tools.Length', { input: 'hello' });
    expect([length.status, textOf(length)]).toEqual(['success', '5']);
    const client = new Client({ name: 'tests', version: '1.0.0' });
    const headers = { authorization: `Bearer ${house.apiKey}` };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${house.url}/mcp`), { requestInit: { headers } }),
    );
    const asked = await client.callTool({
      name: 'mcp_tools_Ask',
      arguments: { text: 'where is the key?' },
    });
    await client.close();
    expect(asked.content).toMatchObject([
      { text: expect.stringContaining('where is the key?') as string },
    ]);
    expect(await others()).toEqual(allWell);
    await expect
      .poll(async () => {
        const { items } = (await send(house.apiKey, '/receipts?limit=50')) as {
          items: readonly { intent: string; status: string }[];
        };
        return items
          .filter(({ intent }) => intent.startsWith('mcp.tools.'))
          .map(({ intent, status }) => `${intent} ${status}`)
          .toSorted();
      })
      .toEqual(['mcp.tools.Ask success', 'mcp.tools.Length success']);
  }, 180_000);

  it('run a workflow once the caller went on with its preview', async () => {
    const found = await call('mcp.n8n.search_workflows', {});
    expect(textOf(found)).toContain('Ask the service');
    const inputs = {
      workflowId: servers.workflowId,
      executionMode: 'production',
      triggerNodeName: 'Hook',
      inputs: { webhookData: { method: 'POST', body: { text: 'what is for dinner?' } } },
    };
    const before = servers.asked.length;
    const preview = await call('mcp.n8n.execute_workflow', inputs);
    expect(preview.status).toBe('preview');
    const ran = await call('mcp.n8n.execute_workflow', inputs, {
      confirm_token: preview.confirm?.token,
    });
    const { executionId } = JSON.parse(textOf(ran)) as { executionId: string };
    await expect
      .poll(
        async () => {
          const execution = await call('mcp.n8n.get_workflow_execution', {
            workflowId: servers.workflowId,
            executionId,
          });
          return textOf(execution);
        },
        { timeout: 30_000 },
      )
      .toContain('success');
    expect(servers.asked.slice(before).map((one) => one.includes('what is for dinner?'))).toEqual([
      true,
    ]);
  }, 180_000);

  it('learn nothing of the key of the caller, and their tools nothing of the gateway', async () => {
    const { data } = await servers.api.call<{ data: readonly object[] }>(
      'GET',
      '/executions?includeData=true&limit=50',
    );
    expect(data.length).toBeGreaterThan(0);
    const seen = JSON.stringify([data, servers.asked]);
    for (const secret of [house.apiKey, house.ownerKey]) expect(seen).not.toContain(secret);
    const asked = servers.asked.join();
    for (const { token } of [servers.trigger, servers.instance]) expect(asked).not.toContain(token);
  });

  it('are reached over the older HTTP with SSE, told or found out', async () => {
    await add('older', servers.older.url, 'TRIGGER_TOKEN', '--type', 'sse');
    await add('found', servers.older.url, 'TRIGGER_TOKEN');
    for (const name of ['older', 'found']) {
      await house.run('mcp', 'review', name, '--accept', '--effect', 'Length=read');
      expect(textOf(await call(`mcp.${name}.Length`, { input: 'hello' }))).toBe('5');
    }
  }, 180_000);

  it('are signed in to with OAuth where there is no key, by the link that the owner is shown', async () => {
    await house.run('mcp', 'add', 'signed', '--url', servers.instance.url);
    const { state, detail = '' } = (await stateOf('signed')) ?? {};
    expect(state).toBe('failing');
    const link = new URL(/https?:\S+/.exec(detail)?.[0] ?? 'about:blank');
    expect(link.origin).toBe(servers.n8n.url);
    const back = await servers.letIn(link);
    const cookie = await ownerCookie();
    const done = await fetch(house.url + back.pathname + back.search, {
      headers: { cookie, accept: 'text/html' },
    });
    expect(await done.text()).toContain('You are signed in to signed');
    await house.run('mcp', 'review', 'signed', '--accept');
    expect(textOf(await call('mcp.signed.search_workflows'))).toContain('Ask the service');
  }, 180_000);

  it('that refuse what they are sent hold nothing else up', async () => {
    await house.run(
      'mcp',
      'add',
      'locked',
      '--url',
      servers.trigger.url,
      '--header',
      'Authorization: Bearer wrong',
    );
    expect(await stateOf('locked')).toMatchObject({ state: 'failing' });
    expect(textOf(await call('mcp.tools.Length', { input: 'four' }))).toBe('4');
    expect(await others()).toEqual(allWell);
  }, 180_000);

  it(
    'are killed and come back, while the others go on',
    async () => {
      await servers.n8n.kill();
      const dead = await Promise.all([
        call('mcp.tools.Length', { input: 'hello' }),
        call('mcp.older.Length', { input: 'hello' }),
        call('mcp.n8n.search_workflows', { limit: 5 }),
        call('mcp.signed.search_workflows', { limit: 5 }),
      ]);
      expect(dead.map(({ error }) => error?.code)).toEqual(dead.map(() => 'engine_unavailable'));
      expect(await others()).toEqual(allWell);
      await servers.n8n.start();
      for (const [intent, inputs, expected] of [
        ['mcp.tools.Length', { input: 'hello!' }, '6'],
        ['mcp.older.Length', { input: 'hello!' }, '6'],
        ['mcp.n8n.search_workflows', {}, 'Ask the service'],
        ['mcp.signed.search_workflows', {}, 'Ask the service'],
      ] as const)
        await expect
          .poll(async () => textOf(await call(intent, inputs)), { timeout: 90_000, interval: 1000 })
          .toContain(expected);
      expect(await others()).toEqual(allWell);
    },
    whileItStartsMs,
  );

  async function ownerCookie(): Promise<string> {
    const answer = await fetch(`${house.url}/owner/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: house.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ owner_key: house.ownerKey, next: '/owner/passkeys' }),
    });
    return answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  }
});
