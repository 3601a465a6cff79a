/** What two spaces see of each other over HTTP: nothing. And what a hundred equal calls at once do: one thing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../contract/src/index.ts';
import { createClient, type Client } from '../crash/support/client.ts';
import {
  apiKey,
  entries,
  newDataDir,
  ownerKey,
  startGateway,
  type GatewayProcess,
} from '../crash/support/gateway-process.ts';

const secret = 'the-secret-of-the-first-space';

const folder = newDataDir();
let gateway: GatewayProcess;
let mine: Client;
let theirKey: string;
const mineIs = { memory: '', job: '', running: '', receipt: '', handle: '', token: '' };
beforeAll(async () => {
  gateway = await startGateway({ ...folder, entry: entries.ledger });
  mine = createClient({ url: gateway.url, key: apiKey, connections: 100 });
  const owner = createClient({ url: gateway.url, key: ownerKey });
  const request = { caller: 'stranger', space: 'elsewhere' };
  theirKey = (await owner.post<{ key: string }>('/owner/keys', request)).key;
  await owner.close();
  await leaveTraces();
});
afterAll(async () => {
  await mine.close();
  await gateway.stop();
  folder.remove();
});

async function leaveTraces(): Promise<void> {
  const written = await call({ intent: 'memory.write', inputs: { text: secret, tags: [secret] } });
  mineIs.memory = (written.result as { id: string }).id;
  mineIs.job = written.job_id ?? '';
  mineIs.receipt = written.receipt_id ?? '';
  const long = { text: `${secret} ${'long '.repeat(15_000)}` };
  const capped = await call({ intent: 'memory.write', inputs: long });
  mineIs.handle = (capped.result as { handle: string }).handle;
  const shown = await call({ intent: 'memory.forget', inputs: { id: mineIs.memory } });
  mineIs.token = shown.confirm?.token ?? '';
  const slow = { id: secret, before_ms: 60_000 };
  const running = await call({ intent: 'ledger.once', inputs: slow, wait_s: 0 });
  mineIs.running = running.job_id ?? '';
  expect(Object.values(mineIs).every((id) => id.length > 10)).toBe(true);
}

const call = (request: Record<string, unknown>): Promise<Answer> => mine.call(request);

describe('a caller of another space', () => {
  it.each([
    ['a job', 'GET', () => `/jobs/${mineIs.job}`],
    ['a running job', 'GET', () => `/jobs/${mineIs.running}?wait_s=1`],
    ['the end of a running job', 'POST', () => `/jobs/${mineIs.running}/cancel`],
    ['the events of a job', 'GET', () => `/jobs/${mineIs.running}/events`],
    ['a receipt', 'GET', () => `/receipts/${mineIs.receipt}`],
    ['the rest of a result', 'GET', () => `/results/${mineIs.handle}`],
  ])('gets %s no more than one that never was', async (_, method, path) => {
    const real = path();
    const id = Object.values(mineIs).find((one) => real.includes(one));
    const madeUp = id?.replace(/.{6}$/, 'zzzzzz') ?? '';
    const found = await asStranger(method, real);
    const notThere = await asStranger(method, real.replace(id ?? '', madeUp));
    expect(found.status).toBe(404);
    expect(notThere.status).toBe(404);
    expect(withoutTrace(found.text.replaceAll(id ?? '', madeUp))).toBe(withoutTrace(notThere.text));
  });

  it.each(['/jobs?limit=200', '/receipts?limit=200', '/jobs?status=running', '/metrics'])(
    'finds nothing in %s',
    async (path) => {
      const { status, text } = await asStranger('GET', path);
      expect(status).toBe(200);
      for (const mark of [secret, ...Object.values(mineIs)]) expect(text).not.toContain(mark);
    },
  );

  it.each([
    ['memory.search', () => ({ query: secret })],
    ['memory.search', () => ({ query: 'long', tags: [secret] })],
    ['memory.list', () => ({ limit: 200 })],
    ['jobs.list', () => ({ limit: 200 })],
  ])('finds nothing by %s', async (intent, inputs) => {
    const { text } = await run({ intent, inputs: inputs() });
    expect((JSON.parse(text) as Answer).result).toMatchObject({ items: [] });
  });

  it.each([
    ['memory.get', () => ({ id: mineIs.memory }), 'memory_not_found'],
    ['jobs.get', () => ({ job_id: mineIs.job }), 'job_not_found'],
    ['jobs.cancel', () => ({ job_id: mineIs.running }), 'job_not_found'],
  ])('is told by %s that there is none', async (intent, inputs, code) => {
    const { text } = await run({ intent, inputs: inputs() });
    expect((JSON.parse(text) as Answer).error?.code).toBe(code);
    expect(text).not.toContain(secret);
  });

  it('can neither preview what it would forget, nor go on with a preview that leaked', async () => {
    const inputs = { id: mineIs.memory };
    expect((await run({ intent: 'memory.forget', inputs })).status).toBe(404);
    const stolen = await run({ intent: 'memory.forget', inputs, confirm_token: mineIs.token });
    expect(stolen.status).toBe(403);
    expect(stolen.text).not.toContain(secret);
    expect((await call({ intent: 'memory.get', inputs })).status).toBe('success');
  });

  it('has keys of its own', async () => {
    const request = { intent: 'memory.write', idempotency_key: 'the same key' };
    const ours = await call({ ...request, inputs: { text: 'ours' } });
    const theirs = await run({ ...request, inputs: { text: 'theirs' } });
    const answer = JSON.parse(theirs.text) as Answer;
    expect(answer.status).toBe('success');
    expect(answer.job_id).not.toBe(ours.job_id);
  });

  it('has not ended what it was not to see', async () => {
    expect((await mine.findJob(mineIs.running))?.status).toBe('running');
  });

  it('is not the owner', async () => {
    for (const [method, path] of [
      ['GET', '/owner/callers'],
      ['GET', '/owner/jobs'],
      ['POST', '/owner/keys'],
      ['POST', '/owner/reload'],
      ['POST', `/owner/jobs/${mineIs.running}/resolve`],
    ] as const) {
      expect([path, (await asStranger(method, path)).status]).toEqual([path, 403]);
    }
  });
});

describe('a hundred equal calls at once', () => {
  it('are one memory, and all of them get its answer', async () => {
    const request = { intent: 'memory.write', inputs: { text: 'said a hundred times' } };
    const answers = await Promise.all(Array.from({ length: 100 }, () => call(request)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['success']));
    expect(new Set(answers.map(({ job_id }) => job_id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed !== true)).toHaveLength(1);
    const list = await call({ intent: 'memory.search', inputs: { query: 'hundred times', k: 50 } });
    const { items } = list.result as { items: { text: string }[] };
    expect(items.filter(({ text }) => text === 'said a hundred times')).toHaveLength(1);
  });
});

async function asStranger(method: string, path: string) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${theirKey}` },
  });
  return { status: response.status, text: await response.text() };
}

async function run(request: Record<string, unknown>) {
  const response = await fetch(`${gateway.url}/orchestrate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${theirKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return { status: response.status, text: await response.text() };
}

function withoutTrace(text: string): string {
  return text.replace(/"trace_id":"[0-9a-f]+"/, '');
}
