/**
 * `npm run bench:http`: `POST /orchestrate` of `system.ping` with everything on (key, rate limit, validation,
 * receipts, metrics), beside a Fastify echo with schema validation and a bare node:http echo.
 * Rounds take turns, so that a noisy minute of the machine hits all three.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { median, postUnderLoad, type LoadFigures } from './load.ts';
import { residentMb, startScript, startTutti } from './server-process.ts';

const rounds = Number(process.env['ROUNDS'] ?? 5);
const seconds = 4;
const connections = 32;
const body = { intent: 'system.ping', inputs: {}, mode: 'auto' };

const starts: number[] = [];
for (let start = 0; start < 3; start += 1) {
  const probe = await startTutti();
  starts.push(probe.startMs);
  await probe.stop();
}

const tutti = await startTutti();
await sleep(3000);
const idleMb = residentMb(tutti.pid);
const fastify = await startScript('http/fastify-echo.ts');
const bare = await startScript('http/node-echo.ts');

const targets = {
  tutti: { url: `${tutti.url}/orchestrate`, key: tutti.key },
  fastify: { url: `${fastify.url}/orchestrate` },
  'node:http': { url: bare.url },
};
type Name = keyof typeof targets;
const names: readonly Name[] = ['tutti', 'fastify', 'node:http'];
const figures: Record<Name, LoadFigures[]> = { tutti: [], fastify: [], 'node:http': [] };

for (const name of names) postUnderLoad({ ...targets[name], body, connections, seconds: 2 });
for (let round = 0; round < rounds; round += 1) {
  for (const name of names)
    figures[name].push(postUnderLoad({ ...targets[name], body, connections, seconds }));
}
await Promise.all([tutti.stop(), fastify.stop(), bare.stop()]);

const of = (name: Name, figure: keyof LoadFigures) =>
  median(figures[name].map((round) => round[figure]));
console.log(`${rounds} rounds of ${seconds} s each, ${connections} connections, medians`);
console.table(
  Object.fromEntries(
    names.map((name) => [
      name,
      {
        'requests/s': Math.round(of(name, 'requestsPerSecond')),
        'p50 ms': of(name, 'p50Ms').toFixed(2),
        'p99 ms': of(name, 'p99Ms').toFixed(2),
        errors: of(name, 'errors'),
      },
    ]),
  ),
);
const ratio = (figure: keyof LoadFigures, peer: Name) =>
  Number((of('tutti', figure) / of(peer, figure)).toFixed(2));
console.log(
  `start to first answer ${Math.round(median(starts))} ms, idle memory ${Math.round(idleMb)} MB`,
);
console.log(
  JSON.stringify({
    bench: 'http',
    rps_vs_fastify: ratio('requestsPerSecond', 'fastify'),
    p99_vs_fastify: ratio('p99Ms', 'fastify'),
    rps_vs_node_http: ratio('requestsPerSecond', 'node:http'),
    start_ms: Math.round(median(starts)),
    idle_mb: Math.round(idleMb),
  }),
);
