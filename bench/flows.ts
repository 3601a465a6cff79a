/**
 * `npm run bench:flows`: what the gateway adds to a call of an n8n webhook, and whether 200 calls at once all come
 * through while n8n takes its time. Once with a stub of n8n, which answers so quickly that what is added shows;
 * and once with the n8n that `npm run test:flows` keeps, if there is one, or that BENCH_N8N_URL names and that
 * answers at /webhook/bench-echo and /webhook/bench-slow.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { startKeptN8n } from './flows/kept-n8n.ts';
import { median } from './load.ts';
import { startScript, startTutti, type TuttiProcess } from './server-process.ts';

const calls = Number(process.env['CALLS'] ?? 1500);
/* A real n8n takes its time, and tidies up after each call: one that comes meanwhile waits for that. */
const realCalls = Number(process.env['REAL_CALLS'] ?? 150);
const waiting = 200;
const agent = new Agent({ connections: 256 });

const stub = await startScript('flows/stub-n8n.ts');
const byStub = await measure('a stub of n8n', { url: stub.url, calls, restMs: 0 });
await stub.stop();

const givenUrl = process.env['BENCH_N8N_URL'];
const kept = givenUrl === undefined ? await startKeptN8n() : undefined;
const realUrl = givenUrl ?? kept?.url;
const byN8n =
  realUrl === undefined
    ? undefined
    : await measure('a real n8n', { url: realUrl, calls: realCalls, restMs: 150 });
await kept?.stop();
await agent.destroy();

console.log(
  JSON.stringify({
    bench: 'flows',
    added_p50_ms: byStub.added_p50_ms,
    waiting_ok: byStub.waiting_ok && byN8n?.waiting_ok !== false,
    waiting,
    direct_p50_ms: byStub.direct_p50_ms,
    through_p50_ms: byStub.through_p50_ms,
    ...(byN8n && { n8n: byN8n }),
  }),
);

/** Calls in turns, directly and through the gateway, so that both meet the machine as it is; then many at once. */
async function measure(
  name: string,
  { url: n8nUrl, calls: callsEach, restMs }: { url: string; calls: number; restMs: number },
) {
  const tutti = await startTutti({
    yaml: [
      'flows:',
      '  providers:',
      `    n8n: {type: n8n, url: "${n8nUrl}", concurrency: 16}`,
      '  intents:',
      '    bench.echo: {provider: n8n, effect: read}',
      '    bench.slow: {provider: n8n, effect: write}',
    ].join('\n'),
  });
  const targets = {
    direct: {
      url: `${n8nUrl}/webhook/bench-echo`,
      body: { intent: 'bench.echo', inputs: { n: 1 }, dry_run: false, job_id: 'job_bench' },
    },
    through: {
      url: `${tutti.url}/orchestrate`,
      key: tutti.key,
      body: { intent: 'bench.echo', inputs: { n: 1 } },
    },
  };
  const times = { direct: [] as number[], through: [] as number[] };
  const warmUp = callsEach / 10;
  for (let call = -warmUp; call < callsEach; call += 1) {
    /* Neither is always the first, which would find the machine in another state. */
    const turns =
      call % 2 === 0 ? (['direct', 'through'] as const) : (['through', 'direct'] as const);
    for (const turn of turns) {
      if (restMs > 0) await sleep(restMs);
      const ms = await time(targets[turn]);
      if (call >= 0) times[turn].push(ms);
    }
  }
  const carried = await carryMany(tutti);
  await tutti.stop();

  const p50 = { direct: median(times.direct), through: median(times.through) };
  console.log(
    `${name}: direct p50 ${p50.direct.toFixed(2)} ms, through the gateway ${p50.through.toFixed(2)} ms, of ${callsEach} calls each in turns;`,
  );
  console.log(
    `  ${waiting} calls at once, 16 let through at a time: ${carried.succeeded} succeeded in ${(carried.ms / 1000).toFixed(1)} s`,
  );
  return {
    added_p50_ms: Number((p50.through - p50.direct).toFixed(2)),
    waiting_ok: carried.accepted === waiting && carried.succeeded === waiting,
    direct_p50_ms: Number(p50.direct.toFixed(2)),
    through_p50_ms: Number(p50.through.toFixed(2)),
  };
}

interface Target {
  readonly url: string;
  readonly key?: string;
  readonly body: object;
}

async function time(target: Target): Promise<number> {
  const before = performance.now();
  const { status } = await post(target);
  if (status !== 'success') throw new Error(`${target.url} answered ${String(status)}`);
  return performance.now() - before;
}

async function carryMany({ url, key }: TuttiProcess) {
  const startedAt = performance.now();
  const accepted = await Promise.all(
    Array.from({ length: waiting }, (_, n) =>
      post({
        url: `${url}/orchestrate`,
        key,
        body: { intent: 'bench.slow', inputs: { n }, wait_s: 0 },
      }),
    ),
  );
  const ended = await Promise.all(
    accepted.map(({ job_id: id }) => endOf(String(id), { url, key })),
  );
  return {
    accepted: accepted.filter(({ status }) => status === 'accepted').length,
    succeeded: ended.filter((status) => status === 'success').length,
    ms: performance.now() - startedAt,
  };
}

async function endOf(jobId: string, { url, key }: { url: string; key: string }): Promise<string> {
  for (;;) {
    const answer = await request(`${url}/jobs/${jobId}?wait_s=20`, {
      dispatcher: agent,
      headers: { authorization: `Bearer ${key}` },
    });
    const { status } = (await answer.body.json()) as { status: string };
    if (status !== 'running') return status;
  }
}

async function post({ url, key, body }: Target): Promise<Record<string, unknown>> {
  const answer = await request(url, {
    method: 'POST',
    dispatcher: agent,
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(body),
  });
  return (await answer.body.json()) as Record<string, unknown>;
}
