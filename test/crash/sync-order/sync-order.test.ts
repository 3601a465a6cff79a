/** Whether an answer that promises something waits for the disk: told by the order of system calls. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../contract/src/index.ts';
import { createClient, type Client } from '../support/client.ts';
import { apiKey, entries, newDataDir, startGateway } from '../support/gateway-process.ts';
import { checkSyncOrder, type TracedAnswer } from './check-sync-order.ts';
import { parseTrace } from './parse-trace.ts';

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

async function traced(
  { env }: { env: Readonly<Record<string, string>> },
  work: (client: Client) => Promise<readonly TracedAnswer[]>,
): Promise<{ problems: readonly string[]; answers: number }> {
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
  const answers = await work(client);
  await client.close();
  await gateway.stop();
  const problems = checkSyncOrder(parseTrace(readFileSync(file, 'utf8')), answers);
  remove();
  return { problems, answers: answers.length };
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
