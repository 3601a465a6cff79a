import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '../../contract/src/index.ts';
import { judge, timesDone, type Verdict } from './judge.ts';
import { sendUntilGone } from './load.ts';
import { lookAround } from './look-around.ts';
import { followJob, send, type Sent } from './sent.ts';
import { createClient, type Client } from './support/client.ts';
import {
  apiKey,
  entries,
  ownerKey,
  startAndKill,
  startGateway,
  type GatewayProcess,
} from './support/gateway-process.ts';

const memoryWriters = 2000;
const ledgerWriters = 150;
const loneCallers = 20;
const longestLoadMs = 2500;
const recoveryLimitMs = 60_000;

export interface Round {
  readonly kills: number;
  readonly killedAfterMs: number;
  readonly mostAtOnce: number;
  readonly acknowledged: number;
  readonly unanswered: number;
  /** Of the unanswered, how many were there all the same. */
  readonly doneAnyway: number;
  readonly restartMs: number;
  readonly recoveryMs: number;
  readonly verdict: Verdict;
}

interface House {
  readonly dataDir: string;
  readonly random: () => number;
  /** Keys of callers that make one call after another. */
  readonly loneKeys: readonly string[];
  readonly ledgerFile: string;
  /** Every call of every round: what was promised once has to stay. */
  readonly calls: Sent[];
}

/** Prepares a data folder for rounds of kills. */
export async function openHouse(dataDir: string, random: () => number): Promise<House> {
  const gateway = await start(dataDir);
  const owner = createClient({ url: gateway.url, key: ownerKey });
  const loneKeys: string[] = [];
  for (let n = 0; n < loneCallers; n += 1) {
    const request = { caller: `lone-${n}`, rate_per_minute: 1_000_000 };
    loneKeys.push((await owner.post<{ key: string }>('/owner/keys', request)).key);
  }
  await owner.close();
  await gateway.stop();
  return { dataDir, random, loneKeys, ledgerFile: path.join(dataDir, 'ledger.txt'), calls: [] };
}

/** Kills the gateway amid a load, and again while it recovers now and then; then asks what is left. */
export async function killOnce(house: House, round: string): Promise<Round> {
  const { dataDir, random, ledgerFile } = house;
  const killAfterMs = 20 + random() * longestLoadMs;
  const killAgain = random() < 0.3;
  const killAgainAfterMs = random() * 600;

  const load = await loadAndKill(house, { round, killAfterMs });
  house.calls.push(...load.sent);
  const unanswered = load.sent.filter(({ standing }) => standing === 'unanswered');
  const acknowledged = load.sent.filter(({ standing }) => standing === 'promised').length;
  if (killAgain) await startAndKill({ dataDir, entry: entries.ledger }, killAgainAfterMs);

  const gateway = await start(dataDir);
  const client = createClient({ url: gateway.url, key: apiKey, connections: 64 });
  const recoveryMs = await recovered(gateway);
  await followJobs(load.sent, client);
  const ofThisRound = { ledgerFile, tags: [round] };
  const found = await lookAround(client, ofThisRound);
  const atFirst = judge(load.sent, found);
  const doneAnyway = unanswered.filter((call) => timesDone(call, found) > 0).length;
  await sendAgain(unanswered, { house, client, url: gateway.url });
  await replayPromised(load.sent, client);
  const atLast = judge(load.sent, await lookAround(client, ofThisRound));
  await client.close();
  await gateway.stop();
  return {
    kills: killAgain ? 2 : 1,
    killedAfterMs: killAfterMs,
    mostAtOnce: load.mostAtOnce,
    acknowledged,
    unanswered: unanswered.length,
    doneAnyway,
    restartMs: gateway.startMs,
    recoveryMs,
    verdict: together(atFirst, atLast),
  };
}

/** Once more about every call of every round: what later kills may have done to it. */
export async function judgeAll({ dataDir, ledgerFile, calls }: House): Promise<Verdict> {
  const gateway = await start(dataDir);
  const client = createClient({ url: gateway.url, key: apiKey });
  const verdict = judge(calls, await lookAround(client, { ledgerFile }));
  await client.close();
  await gateway.stop();
  return verdict;
}

function start(dataDir: string): Promise<GatewayProcess> {
  return startGateway({ dataDir, entry: entries.ledger });
}

async function loadAndKill(
  { dataDir, random, loneKeys }: House,
  { round, killAfterMs }: { round: string; killAfterMs: number },
) {
  const gateway = await start(dataDir);
  const { url } = gateway;
  const connections = memoryWriters + 2 * ledgerWriters;
  const client = createClient({ url, key: apiKey, connections });
  const lone = loneKeys.map((key) => createClient({ url, key, connections: 1 }));
  const load = sendUntilGone({ round, client, lone, memoryWriters, ledgerWriters, random });
  await client.call({ intent: 'system.ping' });
  await sleep(killAfterMs);
  await gateway.kill();
  const done = await load;
  await Promise.all([client, ...lone].map((one) => one.close()));
  return done;
}

/** Waits until nothing runs any more; gives how long that took. */
async function recovered({ url }: GatewayProcess): Promise<number> {
  const owner = createClient({ url, key: ownerKey });
  const startedAt = performance.now();
  for (;;) {
    const { items } = await owner.get<{ items: Job[] }>('/owner/jobs?status=running&limit=1');
    const tookMs = performance.now() - startedAt;
    if (items.length === 0) {
      await owner.close();
      return tookMs;
    }
    if (tookMs > recoveryLimitMs) throw new Error(`still running: ${JSON.stringify(items[0])}`);
    await sleep(20);
  }
}

/* Of the calls that had their result nothing is open: their effect is looked for. Of the others, the job tells. */
async function followJobs(calls: readonly Sent[], client: Client): Promise<void> {
  const open = calls.filter(
    ({ standing, request }) => standing === 'promised' && 'wait_s' in request,
  );
  await atMost(32, open, async (call) => {
    followJob(call, await client.findJob(call.jobId ?? ''));
  });
}

/** What got no answer is sent once more, with the same key: now it has to be there once. */
async function sendAgain(
  calls: readonly Sent[],
  { house, client, url }: { house: House; client: Client; url: string },
): Promise<void> {
  const isLone = ({ key }: Sent): boolean => key === 'derived';
  const keyed = calls.filter((call) => call.key !== undefined && !isLone(call));
  await atMost(64, keyed, (call) => sendSurely(call, client));
  for (const call of calls.filter(isLone)) {
    const own = / lone(\d+) /.exec(call.mark)?.[1] ?? '';
    const lone = createClient({ url, key: house.loneKeys[Number(own)] ?? '', connections: 1 });
    await sendSurely(call, lone);
    await lone.close();
  }
  await followJobs(calls, client);
}

async function sendSurely(call: Sent, client: Client): Promise<void> {
  if (!(await send(call, client))) throw new Error(`no answer to the second "${call.mark}"`);
  const { jobId, standing } = call;
  if (standing === 'promised' && jobId !== undefined && 'wait_s' in call.request) {
    await client.get<Job>(`/jobs/${jobId}?wait_s=20`);
  }
}

/** What was promised and is sent once more is answered by the same job. */
async function replayPromised(calls: readonly Sent[], client: Client): Promise<void> {
  const some = calls.filter(
    ({ standing, key }) => standing === 'promised' && key?.startsWith('key'),
  );
  await atMost(32, some.slice(0, 200), async (call) => {
    const answer = await client.call(call.request);
    if (answer.replayed === true && answer.job_id === call.jobId) return;
    call.standing = 'failed';
    call.trouble = `sent again it gave job ${answer.job_id}, not ${call.jobId}: ${answer.status}`;
  });
}

async function atMost<Item>(
  count: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: count }, worker));
}

export function together(first: Verdict, last: Verdict): Verdict {
  const both = (name: 'lost' | 'repeated' | 'misjudged') => [
    ...new Set([...first[name], ...last[name]]),
  ];
  return {
    lost: both('lost'),
    repeated: both('repeated'),
    misjudged: both('misjudged'),
    unknown: last.unknown,
  };
}
