import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, Job } from '../../contract/src/index.ts';
import {
  apiKey,
  newDataDir,
  ownerKey,
  startGateway,
  type GatewayProcess,
} from '../crash/support/gateway-process.ts';
import { tutti } from './support/tutti.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const code = 'Quetzalcoatl-4711-umbrella';
const text = `The alarm of the "summer house" is ${code}, said Ada`;
/* Questions about it use the one or the other of its words. */
const pieces = [code, 'Quetzalcoatl', 'quetzalcoatl', 'summer house', 'umbrella'];

const rules = `
rules:
  - {id: guests-are-approved, callers: guest, intent: memory.*, decide: approve}
limits: {rate_per_minute: 100000, result_max_chars: 2000}
`;

let folder: ReturnType<typeof newDataDir>;
let gateway: GatewayProcess;
let listener: Awaited<ReturnType<typeof listen>>;

beforeEach(async () => {
  folder = newDataDir();
  gateway = await startGateway({ dataDir: folder.dataDir, yaml: rules });
  listener = await listen();
});
afterEach(async () => {
  await gateway.stop();
  listener.close();
  folder.remove();
});

describe('forgetting', () => {
  it('leaves no byte of it in any file, and an audit log that verifies', async () => {
    const { keyed, forget, handle } = await passAround();
    expect(residues()).not.toEqual([]);

    expect(await forget()).toMatchObject({ status: 'success' });
    expect(residues()).toEqual([]);

    for (const request of keyed) {
      const replay = await send('/orchestrate', request);
      expect(replay).toMatchObject({ status: 410, body: { error: { code: 'forgotten' } } });
    }
    expect(await get(`/results/${handle}`)).toMatchObject({ status: 410 });
    const jobs = JSON.stringify((await get('/jobs?limit=50')).body);
    expect(jobs).not.toContain('Quetzalcoatl');
    const { body } = await get('/owner/approvals', ownerKey);
    expect(JSON.stringify(body)).not.toContain('Quetzalcoatl');
    expect(residues()).toEqual([]);

    const { code: exit, out } = await tutti(['audit', 'verify'], {
      env: { TUTTI_DATA_DIR: folder.dataDir },
    });
    expect(out).toContain('✓');
    expect(exit).toBe(0);
    await gateway.stop();
    expect(residues()).toEqual([]);
  });

  it.each([0, 4, 8, 12, 16, 24])(
    'is finished by the next start where it was killed in the middle, after %i ms',
    async (afterMs) => {
      const { forget } = await passAround();
      const forgetting = forget().catch(() => undefined);
      await sleep(afterMs);
      await gateway.kill();
      await forgetting;
      gateway = await startGateway({ dataDir: folder.dataDir, yaml: rules });
      /* A call that never arrived left nothing to finish. */
      const { items } = (await get('/jobs?intent=memory.forget')).body as { items: Job[] };
      const isAccepted = items.some(({ status }) => status !== 'needs_approval');
      if (isAccepted) await expect.poll(residues).toEqual([]);
      else expect((await ask('memory.search', { query: code, k: 1 })).items).toHaveLength(1);
      const { code: exit } = await tutti(['audit', 'verify'], {
        env: { TUTTI_DATA_DIR: folder.dataDir },
      });
      expect(exit).toBe(0);
    },
  );
});

/** Lets a memory pass wherever one can. */
async function passAround() {
  const guest = await makeKey('guest');
  const bot = await makeKey('bot', { callback_hosts: [listener.host] });
  for (let n = 0; n < 30; n += 1)
    await ask('memory.write', { text: `Note ${n} of an ordinary day` });

  const write = { intent: 'memory.write', inputs: { text }, idempotency_key: 'write' };
  const written = await send(
    '/orchestrate',
    { ...write, callback_url: `${listener.url}/gone` },
    bot,
  );
  const { id } = written.body.result as { id: string };
  await ask('memory.search', { query: code });
  const search = {
    intent: 'memory.search',
    inputs: { query: `What about ${code}?` },
    idempotency_key: 'search',
  };
  await send('/orchestrate', { ...search, callback_url: `${listener.url}/ok` }, bot);
  await send('/orchestrate', search, bot);
  const nothing = { intent: 'memory.search', inputs: { query: 'umbrella', tags: ['none'] } };
  await send('/orchestrate', { ...nothing, idempotency_key: 'nothing' }, bot);
  const jobs = await get('/jobs');
  const [{ job_id } = { job_id: '' }] = (jobs.body as { items: Job[] }).items;
  await send('/orchestrate', { intent: 'jobs.get', inputs: { job_id }, wait_s: 0 }, bot);
  const list = { intent: 'memory.list', inputs: { limit: 50 }, idempotency_key: 'list' };
  const capped = (await send('/orchestrate', list, bot)).body.result as { handle: string };

  const asked = await send('/orchestrate', { intent: 'memory.forget', inputs: { id } }, guest);
  expect(asked.body.status).toBe('needs_approval');
  const wish = { intent: 'memory.write', inputs: { text: `${text}!` } };
  expect((await send('/orchestrate', wish, guest)).body.status).toBe('needs_approval');
  await send('/query', { intent: 'memory.forget', inputs: { id } });
  const preview = await send('/orchestrate', { intent: 'memory.forget', inputs: { id } });
  const confirm_token = preview.body.confirm?.token;
  return {
    handle: capped.handle,
    keyed: [write, search].map((request) => ({ ...request, key: bot })),
    forget: async () =>
      (await send('/orchestrate', { intent: 'memory.forget', inputs: { id }, confirm_token })).body,
  };
}

function residues(): readonly string[] {
  return filesIn(folder.dataDir).flatMap((file) => {
    const bytes = readFileSync(file);
    return pieces
      .filter((piece) => bytes.includes(piece))
      .map((piece) => `${path.basename(file)}: ${piece}`);
  });
}

function filesIn(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(dir, name))
    .filter((file) => statSync(file).isFile());
}

interface Got<Body> {
  readonly status: number;
  readonly body: Body;
}

async function send(
  target: string,
  { key, ...request }: Record<string, unknown>,
  withKey = typeof key === 'string' ? key : apiKey,
): Promise<Got<Answer>> {
  return (await post(target, request, withKey)) as Got<Answer>;
}

async function post(target: string, body: unknown, key: string): Promise<Got<unknown>> {
  const response = await fetch(gateway.url + target, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function get(target: string, key = apiKey): Promise<Got<unknown>> {
  const response = await fetch(gateway.url + target, {
    headers: { authorization: `Bearer ${key}` },
  });
  return { status: response.status, body: await response.json() };
}

async function ask(intent: string, inputs: object): Promise<{ items: unknown[] }> {
  const { body } = await send('/orchestrate', { intent, inputs, again: true });
  expect(body.status).toBe('success');
  return body.result as { items: unknown[] };
}

async function makeKey(caller: string, more: object = {}): Promise<string> {
  const { body } = await post('/owner/keys', { caller, ...more }, ownerKey);
  return (body as { key: string }).key;
}

/** Takes callbacks, except those that will have to be sent again. */
async function listen() {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(request.url === '/ok' ? 204 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return { host, url: `http://${host}`, close: () => server.close() };
}
