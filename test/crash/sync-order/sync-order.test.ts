/** Whether an answer that promises something waits for the disk: told by the order of system calls. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../contract/src/index.ts';
import { createClient, type Client } from '../support/client.ts';
import { apiKey, entries, newDataDir, startGateway } from '../support/gateway-process.ts';
import { checkSyncOrder, isGoodWalSync, type TracedAnswer } from './check-sync-order.ts';
import { parseTrace, type SystemCall } from './parse-trace.ts';
import { findWalCommits } from './wal-commits.ts';

const calls =
  'read,recvfrom,recvmsg,write,writev,sendto,sendmsg,pwrite64,pwritev,pwritev2,fsync,fdatasync';
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
if (!canTrace) console.log('Skipped: the order of syncs. It needs strace, and leave to trace.');

describe.skipIf(!canTrace)('an answer', { timeout: 60_000 }, () => {
  it('of success waits until the settled run is on the disk', async () => {
    const { problems, answers } = await traced({ env: {} }, async (client) => {
      const one = await inTurn(40, 'turn', (mark) => succeeded(client, memoryRequest(mark)));
      const many = await together(400, 'crowd', (mark) => succeeded(client, memoryRequest(mark)));
      return [...one, ...many];
    });
    expect(answers).toBe(440);
    expect(problems).toEqual([]);
  });

  it('of acceptance waits until the run is on the disk', async () => {
    const { problems, answers } = await traced({ env: {} }, async (client) => {
      const one = await inTurn(20, 'turn', (mark) => accepted(client, ledgerRequest(mark)));
      const many = await together(200, 'crowd', (mark) => accepted(client, ledgerRequest(mark)));
      return [...one, ...many];
    });
    expect(answers).toBe(220);
    expect(problems).toEqual([]);
  });

  it('of success waits for the disk amid reads whose receipts do not', async () => {
    const { problems, answers } = await traced({ env: {} }, async (client) => {
      const writing = new AbortController();
      const reading = Array.from({ length: 8 }, async () => {
        while (!writing.signal.aborted) await client.call({ intent: 'system.ping' });
      });
      const one = await inTurn(40, 'turn', (mark) => succeeded(client, memoryRequest(mark)));
      writing.abort();
      await Promise.all(reading);
      return one;
    });
    expect(answers).toBe(40);
    expect(problems).toEqual([]);
  });

  it('fails this check where commits are not synced', async () => {
    const { problems, answers } = await traced(
      { env: { CRASH_TEST_UNSYNCED: '1' } },
      async (client) => [
        ...(await inTurn(20, 'turn', (mark) => succeeded(client, memoryRequest(mark)))),
        ...(await inTurn(20, 'later', (mark) => accepted(client, ledgerRequest(mark)))),
      ],
    );
    expect(answers).toBe(40);
    expect(problems).toHaveLength(40);
    expect(problems[0]).toMatch(/answered before its commit was synced/);
  });
});

describe.skipIf(!canTrace)('receipts of reads', { timeout: 60_000 }, () => {
  it('are synced many at a time, and the last of them within a second', async () => {
    const { trace, value: last } = await traceOf({ env: {}, end: 'kill' }, async (client) => {
      const readers = Array.from({ length: 16 }, async () => {
        for (let n = 0; n < 250; n += 1) await client.call({ intent: 'system.ping' });
      });
      await Promise.all(readers);
      const { receipt_id } = await client.call({ intent: 'system.ping' });
      await sleep(1200);
      return receipt_id ?? 'no receipt';
    });
    const commits = findWalCommits(trace).filter(({ writes }) =>
      writes.some(({ text }) => text.includes('system.ping')),
    );
    const syncs = trace.filter(isGoodWalSync);
    const writtenAt = commits.map(({ writes }) => writes.at(-1)?.endsAt ?? Infinity);
    const isSynced = (from: number, until: number) =>
      syncs.some(({ startsAt }) => from < startsAt && startsAt < until);
    const late = writtenAt.filter((at, index) => !isSynced(at, writtenAt[index + 1] ?? Infinity));
    expect(late.length).toBeGreaterThan(writtenAt.length / 4);
    expect(isSynced(writtenAt.at(-1) ?? Infinity, Infinity)).toBe(true);
    expect(commits.some(({ writes }) => writes.some(({ text }) => text.includes(last)))).toBe(true);
  });
});

async function traced(
  { env }: { env: Readonly<Record<string, string>> },
  work: (client: Client) => Promise<readonly TracedAnswer[]>,
): Promise<{ problems: readonly string[]; answers: number }> {
  const { trace, value: answers } = await traceOf({ env, end: 'stop' }, work);
  return { problems: checkSyncOrder(trace, answers), answers: answers.length };
}

async function traceOf<Value>(
  { env, end }: { env: Readonly<Record<string, string>>; end: 'stop' | 'kill' },
  work: (client: Client) => Promise<Value>,
): Promise<{ trace: readonly SystemCall[]; value: Value }> {
  const { dataDir, remove } = newDataDir();
  const file = path.join(dataDir, 'trace.txt');
  const under = [
    'strace',
    '-f',
    '-y',
    '--seccomp-bpf',
    '-s',
    '8192',
    '-e',
    `trace=${calls}`,
    '-o',
    file,
  ];
  const gateway = await startGateway({ dataDir, entry: entries.ledger, env, under });
  const client = createClient({ url: gateway.url, key: apiKey, connections: 64 });
  const value = await work(client);
  await client.close();
  await gateway[end]();
  const trace = parseTrace(readFileSync(file, 'utf8'));
  remove();
  return { trace, value };
}

function memoryRequest(mark: string) {
  return { intent: 'memory.write', inputs: { text: `Remember ${mark}` }, idempotency_key: mark };
}

function ledgerRequest(mark: string) {
  return {
    intent: 'ledger.once',
    inputs: { id: mark, before_ms: 30 },
    idempotency_key: mark,
    wait_s: 0,
  };
}

/* The receipt is made when the run settles, so its id is first written by that commit; the job's id, when it is accepted. */
async function succeeded(client: Client, request: { idempotency_key: string }) {
  return markOf(await client.call(request), 'success', request.idempotency_key);
}

async function accepted(client: Client, request: { idempotency_key: string }) {
  return markOf(await client.call(request), 'accepted', request.idempotency_key);
}

function markOf(answer: Answer, status: 'success' | 'accepted', requestMark: string): TracedAnswer {
  const commitMark = status === 'success' ? answer.receipt_id : answer.job_id;
  if (answer.status !== status || commitMark === undefined)
    throw new Error(`expected ${status}: ${JSON.stringify(answer)}`);
  return { requestMark, commitMark };
}

type Call = (mark: string) => Promise<TracedAnswer>;

async function inTurn(count: number, name: string, call: Call): Promise<readonly TracedAnswer[]> {
  const answers: TracedAnswer[] = [];
  for (let n = 0; n < count; n += 1) answers.push(await call(`${name}-${n}-of-${count}.`));
  return answers;
}

function together(count: number, name: string, call: Call): Promise<readonly TracedAnswer[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => call(`${name}-${n}-of-${count}.`)));
}
