/** What becomes of calls, and of what was promised, while the disk takes nothing more. */
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Ready } from '../../contract/src/index.ts';
import { judge } from './judge.ts';
import { lookAround } from './look-around.ts';
import { send, type Sent } from './sent.ts';
import { createClient, type Client } from './support/client.ts';
import {
  apiKey,
  entries,
  newDataDir,
  startGateway,
  type GatewayProcess,
} from './support/gateway-process.ts';
import { mountSmallDisk, type SmallDisk } from './support/small-disk.ts';

const probe = mountSmallDisk(1);
probe?.remove();
if (!probe) console.log('Skipped: the full disk. It needs leave to mount one.');

describe.skipIf(!probe)('with a full disk', { timeout: 60_000 }, () => {
  let disk: SmallDisk;
  let gateway: GatewayProcess;
  let client: Client;
  let elsewhere: ReturnType<typeof newDataDir>;
  const ledgerFile = () => path.join(elsewhere.dataDir, 'ledger.txt');
  const calls: Sent[] = [];

  async function start(): Promise<void> {
    gateway = await startGateway({
      dataDir: disk.dataDir,
      entry: entries.ledger,
      env: { CRASH_TEST_LEDGER: ledgerFile() },
    });
    client = createClient({ url: gateway.url, key: apiKey });
  }

  beforeEach(() => {
    disk = mountSmallDisk(12) as SmallDisk;
    elsewhere = newDataDir();
    calls.length = 0;
    return () => {
      disk.remove();
      elsewhere.remove();
    };
  });
  beforeEach(async () => {
    await start();
    return async () => {
      await client.close();
      await gateway.kill();
    };
  });

  it('refuses writes, goes on reading, and takes writes again once there is room', async () => {
    await remember('before', 30);
    const job = await enterSoon();
    disk.fill();
    await remember('meanwhile', 60);
    expect(standings('meanwhile')).toContain('refused');
    expect(standings('meanwhile')).not.toContain('failed');

    expect(await found('before 7')).toContain('before 7 .');
    expect(await client.findJob(job.jobId ?? '')).toBeDefined();
    expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
    const ready = await fetch(`${gateway.url}/ready`);
    expect(ready.status).toBe(503);
    expect(((await ready.json()) as Ready).store.state).toBe('down');

    disk.makeRoom();
    await remember('after', 30);
    expect(new Set(standings('after'))).toEqual(new Set(['promised']));
    expect((await fetch(`${gateway.url}/ready`)).status).toBe(200);
    await everyJobEnded();
    await expectAllIsTrue();
    expect(gateway.isAlive()).toBe(true);
  });

  it('says of a refused write that the store is away and that nothing was done', async () => {
    disk.fill();
    const refused = await firstRefusal();
    expect(refused.status).toBe(503);
    expect(refused.answer.error).toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringContaining('the disk is full') as unknown,
      retryable: true,
    });
    expect(refused.answer.error?.hint).toContain('disk of the data folder');
  });

  it('loses nothing that was promised when it is killed then', async () => {
    await remember('before', 30);
    await enterSoon();
    disk.fill();
    await remember('meanwhile', 40);
    await gateway.kill();
    await client.close();
    disk.makeRoom();
    await start();
    await everyJobEnded();
    await expectAllIsTrue();
    await remember('after', 10);
    expect(new Set(standings('after'))).toEqual(new Set(['promised']));
  });

  async function remember(name: string, count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const call: Sent = {
        kind: 'memory',
        mark: `${name} ${n} .${'x'.repeat(name === 'meanwhile' ? 9000 : 0)}`,
        standing: 'unanswered',
        request: {},
      };
      const inputs = { text: call.mark };
      const sent = { ...call, request: { intent: 'memory.write', inputs, wait_s: 0.3 } };
      calls.push(sent);
      await send(sent, client);
    }
  }

  /** An entry that is made, and its run settled, while the disk is full. */
  async function enterSoon(): Promise<Sent> {
    const mark = 'an entry';
    const inputs = { id: mark, before_ms: 200 };
    const request = { intent: 'ledger.safe', inputs, wait_s: 0 };
    const call: Sent = { kind: 'safe', mark, standing: 'unanswered', request };
    calls.push(call);
    await send(call, client);
    expect(call.standing).toBe('promised');
    return call;
  }

  function standings(name: string): readonly string[] {
    return calls.filter(({ mark }) => mark.startsWith(name)).map(({ standing }) => standing);
  }

  async function found(query: string): Promise<readonly string[]> {
    const answer = await client.call({ intent: 'memory.search', inputs: { query, k: 10 } });
    return (answer.result as { items: { text: string }[] }).items.map(({ text }) => text);
  }

  async function firstRefusal(): Promise<{ status: number; answer: Answer }> {
    for (let n = 0; n < 200; n += 1) {
      const response = await fetch(`${gateway.url}/orchestrate`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          intent: 'memory.write',
          inputs: { text: `${n} ${'x'.repeat(9000)}` },
          wait_s: 0.3,
        }),
      });
      const answer = (await response.json()) as Answer;
      if (answer.status === 'error') return { status: response.status, answer };
    }
    throw new Error('no write was refused');
  }

  async function everyJobEnded(): Promise<void> {
    for (const { jobId, standing } of calls) {
      if (standing !== 'promised' || jobId === undefined) continue;
      const { status } = await client.get<{ status: string }>(`/jobs/${jobId}?wait_s=20`);
      expect(status).toBe('success');
    }
  }

  async function expectAllIsTrue(): Promise<void> {
    const { lost, repeated, misjudged } = judge(
      calls,
      await lookAround(client, { ledgerFile: ledgerFile() }),
    );
    expect({ lost, repeated, misjudged }).toEqual({ lost: [], repeated: [], misjudged: [] });
  }
});
