/**
 * `npm run bench:flows`: what the gateway adds to a call of an n8n webhook, and whether 200 calls at once all come
 * through while n8n takes its time. The webhook is a stub, or a real n8n where BENCH_N8N_URL names one that
 * answers at /webhook/bench-echo and /webhook/bench-slow.
 */
import { Agent, request } from 'undici';
import { median } from './load.ts';
import { startScript, startTutti, type TuttiProcess } from './server-process.ts';

const rounds = Number(process.env['ROUNDS'] ?? 5);
const callsPerRound = Number(process.env['CALLS'] ?? 300);
const waiting = 200;

const realUrl = process.env['BENCH_N8N_URL'];
const stub = realUrl === undefined ? await startScript('flows/stub-n8n.ts') : undefined;
const n8nUrl = realUrl ?? stub?.url ?? '';
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
const agent = new Agent({ connections: 256 });

const direct = {
  url: `${n8nUrl}/webhook/bench-echo`,
  body: { intent: 'bench.echo', inputs: { n: 1 }, dry_run: false, job_id: 'job_bench' },
};
const through = {
  url: `${tutti.url}/orchestrate`,
  key: tutti.key,
  body: { intent: 'bench.echo', inputs: { n: 1 } },
};

const p50 = { direct: [] as number[], through: [] as number[] };
await time(direct, 100);
await time(through, 100);
for (let round = 0; round < rounds; round += 1) {
  p50.direct.push(await time(direct, callsPerRound));
  p50.through.push(await time(through, callsPerRound));
}
const carried = await carryMany(tutti);
await agent.destroy();
await Promise.all([tutti.stop(), stub?.stop()]);

const added = median(p50.through) - median(p50.direct);
console.log(
  `${realUrl === undefined ? 'a stub of n8n' : realUrl}, ${rounds} rounds of ${callsPerRound} calls, one at a time`,
);
console.log(
  `direct p50 ${median(p50.direct).toFixed(2)} ms, through the gateway ${median(p50.through).toFixed(2)} ms`,
);
console.log(
  `${waiting} calls at once, 16 let through at a time: ${carried.succeeded} succeeded in ${(carried.ms / 1000).toFixed(1)} s`,
);
console.log(
  JSON.stringify({
    bench: 'flows',
    added_p50_ms: Number(added.toFixed(2)),
    waiting_ok: carried.accepted === waiting && carried.succeeded === waiting,
    waiting,
    direct_p50_ms: Number(median(p50.direct).toFixed(2)),
    through_p50_ms: Number(median(p50.through).toFixed(2)),
    upstream: realUrl === undefined ? 'stub' : 'n8n',
  }),
);

interface Target {
  readonly url: string;
  readonly key?: string;
  readonly body: object;
}

/** The median of calls made one after the other over a connection that is kept. */
async function time(target: Target, calls: number): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const before = performance.now();
    const { status } = await post(target);
    if (status !== 'success') throw new Error(`${target.url} answered ${String(status)}`);
    times.push(performance.now() - before);
  }
  return median(times);
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
