import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createCallbackDelivery,
  type CallbackDeliveryOptions,
} from '../../gateway/src/delivery/callback-delivery.ts';
import { callbackSecretFor } from '../../gateway/src/delivery/callback-secret.ts';
import { createSafeFetch } from '../../gateway/src/network/create-safe-fetch.ts';
import { isoTime } from '../../gateway/src/platform/clock.ts';
import type { RunStore } from '../../gateway/src/runs/run-store.ts';
import {
  openSqliteStore,
  type SqliteStore,
} from '../../gateway/src/store/sqlite/open-sqlite-store.ts';
import { createPinoLogger } from '../../gateway/src/telemetry/pino-logger.ts';
import { createPrometheusMeter } from '../../gateway/src/telemetry/prometheus-meter.ts';

const secretOf = (caller: string) => callbackSecretFor(caller, 'master');

let cleanups: (() => unknown)[] = [];
let store: SqliteStore;
let skewMs: number;
const clock = { now: () => Date.now() + skewMs };

beforeEach(async () => {
  skewMs = 0;
  const folder = await mkdtemp(path.join(tmpdir(), 'tutti-callbacks-'));
  store = await openSqliteStore({ path: path.join(folder, 'tutti.db') });
  cleanups = [() => rm(folder, { recursive: true }), () => store.close()];
});

afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
});

describe('callback delivery', () => {
  it('posts the callback once, signed so that the receiver can verify it', async () => {
    const receiver = await startReceiver((response) => response.writeHead(204).end());
    const { outcomes } = startDelivery({ hosts: [receiver.host] });
    await settleWithCallback({
      id: 'evt_1',
      url: `${receiver.url}/in?x=1`,
      body: '{"result":"Grüße"}',
    });
    await expect.poll(() => outcomes('delivered')).toBe(1);

    expect(receiver.requests).toHaveLength(1);
    const [request] = receiver.requests;
    expect(request).toMatchObject({
      method: 'POST',
      url: '/in?x=1',
      body: '{"result":"Grüße"}',
      headers: {
        'webhook-id': 'evt_1',
        'content-type': 'application/json',
        'user-agent': 'tutti/1.2.3',
      },
    });
    expect(verify(request!)).toEqual({ result: 'Grüße' });
    expect(await store.outbox.nextDueAt()).toBeUndefined();
  });

  it('tries again after a refused connection, under the same id and with a new time', async () => {
    const { port, ...gone } = await startReceiver(() => {});
    await gone.stop();
    const { outcomes, delivery } = startDelivery({ hosts: [`127.0.0.1:${port}`] });
    await settleWithCallback({ id: 'evt_1', url: `http://127.0.0.1:${port}/` });
    await expect.poll(() => outcomes('retried')).toBe(1);

    const receiver = await startReceiver((response) => response.end(), port);
    skewMs += 6000;
    delivery.wake();
    await expect.poll(() => outcomes('delivered')).toBe(1);
    const [request] = receiver.requests;
    expect(request?.headers['webhook-id']).toBe('evt_1');
    expect(Number(request?.headers['webhook-timestamp'])).toBeGreaterThan(Date.now() / 1000 + 3);
    expect(verify(request!)).toEqual({});
  });

  it('follows no redirect, and counts it as a failure', async () => {
    const receiver = await startReceiver((response) => {
      response.writeHead(302, { location: `http://${response.req.headers.host}/elsewhere` }).end();
    });
    const { outcomes } = startDelivery({ hosts: [receiver.host] });
    await settleWithCallback({ url: receiver.url });
    await expect.poll(() => outcomes('retried')).toBe(1);
    expect(receiver.requests.map(({ url }) => url)).toEqual(['/']);
  });

  it('gives up for good on 410', async () => {
    const receiver = await startReceiver((response) => response.writeHead(410).end());
    const { outcomes } = startDelivery({ hosts: [receiver.host] });
    await settleWithCallback({ url: receiver.url });
    await expect.poll(() => outcomes('given_up')).toBe(1);
    expect(await store.outbox.nextDueAt()).toBeUndefined();
  });

  it('gives up after the last attempt of about three days', async () => {
    const receiver = await startReceiver((response) => response.writeHead(500).end());
    const { outcomes, delivery } = startDelivery({ hosts: [receiver.host] });
    await settleWithCallback({ url: receiver.url });
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await expect.poll(() => outcomes('retried')).toBe(attempt);
      skewMs += 27 * 3_600_000;
      delivery.wake();
    }
    await expect.poll(() => outcomes('given_up')).toBe(1);
    expect(receiver.requests).toHaveLength(11);
  });

  it('sends nothing once the host is off the list, or the caller is gone', async () => {
    const receiver = await startReceiver((response) => response.end());
    const hosts = new Map<string, string[]>([['chatgpt', []]]);
    const { outcomes } = startDelivery({
      destinationOf: ({ caller }) => {
        const allowed = hosts.get(caller);
        return allowed && { allowed, secret: secretOf(caller) };
      },
    });
    await settleWithCallback({ id: 'evt_1', caller: 'chatgpt', url: receiver.url });
    await settleWithCallback({ id: 'evt_2', caller: 'revoked', url: receiver.url });
    await expect.poll(() => outcomes('given_up')).toBe(2);
    expect(receiver.requests).toEqual([]);
  });

  it('is content with a receiver that answers 10 MB', async () => {
    const receiver = await startReceiver((response) => response.end('x'.repeat(10_000_000)));
    const { outcomes } = startDelivery({ hosts: [receiver.host] });
    await settleWithCallback({ url: receiver.url });
    await expect.poll(() => outcomes('delivered')).toBe(1);
  });

  it('leaves room for others while one receiver hangs', async () => {
    const hanging = await startReceiver(() => {});
    const quick = await startReceiver((response) => response.end());
    for (let n = 0; n < 12; n += 1) {
      await settleWithCallback({ id: `evt_h${n}`, caller: 'slow', url: hanging.url });
    }
    await settleWithCallback({ id: 'evt_q', caller: 'quick', url: quick.url });
    const { outcomes } = startDelivery({
      hosts: [hanging.host, quick.host],
      timeoutMs: 20_000,
      concurrency: 6,
      concurrencyPerCaller: 2,
    });
    await expect.poll(() => outcomes('delivered'), { timeout: 3000 }).toBe(1);
    expect(hanging.requests.length).toBeLessThanOrEqual(4);
  });

  it('tries a receiver that hangs again later', async () => {
    const receiver = await startReceiver(() => {});
    const { outcomes } = startDelivery({ hosts: [receiver.host], timeoutMs: 100 });
    await settleWithCallback({ url: receiver.url });
    await expect.poll(() => outcomes('retried')).toBe(1);
  });

  it('stops at once, and leaves what was under way to whoever comes next', async () => {
    const receiver = await startReceiver(() => {});
    const { delivery } = startDelivery({ hosts: [receiver.host] });
    await settleWithCallback({ id: 'evt_1', url: receiver.url });
    await expect.poll(() => receiver.requests.length).toBe(1);
    const startedAt = performance.now();
    await delivery.stop();
    expect(performance.now() - startedAt).toBeLessThan(2000);

    await receiver.stop();
    const next = await startReceiver((response) => response.end(), receiver.port);
    skewMs += 61_000;
    const { outcomes } = startDelivery({ hosts: [receiver.host] });
    await expect.poll(() => outcomes('delivered')).toBe(1);
    expect(next.requests[0]?.headers['webhook-id']).toBe('evt_1');
  });

  it('outlives a storage that fails', async () => {
    const { delivery } = startDelivery({ hosts: [] });
    await store.close();
    delivery.wake();
    await wait(50);
    await delivery.stop();
  });

  it('delivers a thousand callbacks, each once', async () => {
    const receiver = await startReceiver((response) => response.end());
    const ids = Array.from({ length: 1000 }, (_, n) => `evt_${n}`);
    await Promise.all(
      ids.map((id, n) => settleWithCallback({ id, caller: `caller-${n % 20}`, url: receiver.url })),
    );
    const { outcomes } = startDelivery({ hosts: [receiver.host] });
    await expect.poll(() => outcomes('delivered'), { timeout: 20_000 }).toBe(1000);
    expect(receiver.requests).toHaveLength(1000);
    const delivered = new Set(receiver.requests.map(({ headers }) => headers['webhook-id']));
    expect(delivered).toEqual(new Set(ids));
  }, 30_000);
});

interface DeliverySetup extends Partial<CallbackDeliveryOptions> {
  readonly hosts?: readonly string[];
}

function startDelivery({ hosts = [], ...options }: DeliverySetup) {
  const safeFetch = createSafeFetch();
  const meter = createPrometheusMeter();
  const delivery = createCallbackDelivery({
    outbox: store.outbox,
    safeFetch,
    destinationOf: ({ caller }) => ({ allowed: hosts, secret: secretOf(caller) }),
    clock,
    meter,
    log: createPinoLogger({ level: 'silent' }),
    version: '1.2.3',
    ...options,
  });
  wakeAll.add(delivery.wake);
  cleanups.push(async () => {
    wakeAll.delete(delivery.wake);
    await safeFetch.stop();
    await delivery.stop();
  });
  async function outcomes(outcome: string): Promise<number> {
    const line = new RegExp(`tutti_callbacks_total\\{outcome="${outcome}"\\} (\\d+)`);
    return Number(line.exec(await meter.exposition())?.[1] ?? 0);
  }
  return { delivery, outcomes };
}

/** Every delivery under test: what settles a run wakes them, as the gateway does. */
const wakeAll = new Set<() => void>();

interface CallbackSetup {
  readonly id?: string;
  readonly caller?: string;
  readonly url: string;
  readonly body?: string;
}

/** The way a callback gets into the outbox: a run that settles. */
async function settleWithCallback({
  id = 'evt_1',
  caller = 'chatgpt',
  url,
  body = '{}',
}: CallbackSetup) {
  const now = clock.now();
  const runId = `job_${id}`;
  const common = {
    caller,
    space: 'personal',
    intent: 'memory.write',
    effect: 'write',
    route: { engine: 'agent', reason: 'exact tool' },
    rule: 'default',
  } as const;
  const run: Parameters<RunStore['acceptRun']>[0]['run'] = {
    ...common,
    id: runId,
    repeat: 'never',
    resource: 'memory',
    inputs: {},
    inputsDigest: id,
    traceId: '0'.repeat(32),
    createdAt: now,
    status: 'running',
    epoch: 1,
    replicaId: 'rep_1',
    leaseUntil: now + 60_000,
    callbackUrl: url,
  };
  await store.runs.acceptRun({ run });
  await store.runs.settleRun({
    runId,
    epoch: 1,
    status: 'success',
    answer: {
      status: 'success',
      intent: common.intent,
      mode: 'agent',
      duration_ms: 1,
      trace_id: run.traceId,
    },
    at: now,
    freesKey: false,
    receipt: {
      ...common,
      receipt_id: `rcp_${id}`,
      job_id: runId,
      status: 'success',
      inputs_digest: id,
      started_at: isoTime(now),
      duration_ms: 1,
      trace_id: run.traceId,
    },
    changes: [],
    callback: { id, caller, space: common.space, runId, url, body, createdAt: now },
  });
  for (const wake of wakeAll) wake();
}

interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver on loopback that keeps what it was sent. */
async function startReceiver(answer: (response: ServerResponse) => unknown, wantedPort = 0) {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      requests.push({ method: request.method, url: request.url, headers: request.headers, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(wantedPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  async function stop() {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }
  cleanups.push(stop);
  return { port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, requests, stop };
}

function verify({ body, headers }: ReceivedRequest): unknown {
  return new Webhook(secretOf('chatgpt')).verify(body, headers as Record<string, string>);
}
