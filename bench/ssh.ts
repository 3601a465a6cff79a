/**
 * `npm run bench:ssh`: what the gateway adds to a command on a host. `ssh.exec.peek` over HTTP on a warm
 * connection (judged, rendered, run, redacted) beside a bare ssh2 exec of the same command, in turns, against
 * an OpenSSH server on loopback.
 */
import ssh2, { type Client } from 'ssh2';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { apiKey, startHttpHouse } from '../test/integration/http-harness.ts';
import { me, sshdPath, startSshServer } from '../test/ssh/support/ssh-server.ts';
import { median } from './load.ts';

if (sshdPath === undefined)
  throw new Error('This bench needs sshd: apt-get install openssh-server');
const rounds = Number(process.env['ROUNDS'] ?? 200);
const command = 'df -h /';

const server = await startSshServer({ config: ['LogLevel ERROR'] });
const house =
  await startHttpHouse(`ssh: {hosts: {box: {address: 127.0.0.1, port: ${server.port}, user: ${me},
  key_file: ${server.userKey}, fingerprint: "${server.fingerprint}"}}}`);
const client = await bareClient();

/* As lean as the bare way beside it: what the client's own machinery takes is nobody's to answer for. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const body = JSON.stringify({ intent: 'ssh.exec.peek', inputs: { command } });
const peek = async () => {
  const text = await post(`${house.url}/orchestrate`);
  if (!text.includes('"status":"success"')) throw new Error(`peek failed: ${text}`);
};
const rendered =
  'exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin timeout -k 2 20 /bin/sh -c "df -h /"';
const ways = {
  bare: () => bareExec(client, command),
  'bare, as rendered': () => bareExec(client, rendered),
  peek,
};
type Way = keyof typeof ways;
const names: readonly Way[] = ['bare', 'bare, as rendered', 'peek'];
const times: Record<Way, number[]> = { bare: [], 'bare, as rendered': [], peek: [] };

for (const name of names) for (let warm = 0; warm < 10; warm += 1) await ways[name]();
for (let round = 0; round < rounds; round += 1) {
  for (const name of names) {
    const startedAt = performance.now();
    await ways[name]();
    times[name].push(performance.now() - startedAt);
  }
}
client.end();
agent.destroy();
await house.stop();
await server.stop();

const p50 = (name: Way) => median(times[name]);
const added = median(times.peek.map((ms, round) => ms - (times.bare[round] ?? 0)));
console.log(`"${command}", ${rounds} rounds in turns, medians`);
console.table(Object.fromEntries(names.map((name) => [name, { 'p50 ms': p50(name).toFixed(2) }])));
console.log(`peek adds ${added.toFixed(2)} ms to a bare exec`);
console.log(
  JSON.stringify({
    bench: 'ssh',
    bare_p50_ms: Number(p50('bare').toFixed(2)),
    peek_p50_ms: Number(p50('peek').toFixed(2)),
    added_p50_ms: Number(added.toFixed(2)),
  }),
);

function post(url: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const sent = request(url, { method: 'POST', agent, headers }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (part: string) => void (text += part));
    response.on('end', () => resolve(text));
  });
  sent.on('error', reject).end(body);
  return promise;
}

function bareClient(): Promise<Client> {
  const bare = new ssh2.Client();
  const { promise, resolve, reject } = Promise.withResolvers<Client>();
  bare.on('ready', () => resolve(bare)).on('error', reject);
  bare.connect({
    host: '127.0.0.1',
    port: server.port,
    username: me,
    privateKey: readFileSync(server.userKey),
    hostVerifier: () => true,
  });
  bare.setNoDelay(true);
  return promise;
}

function bareExec(bare: Client, line: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  bare.exec(line, (error, channel) => {
    if (error) return reject(error);
    let said = '';
    channel.on('data', (data: Buffer) => void (said += data.toString('utf8')));
    channel.on('close', () => resolve(said));
    channel.stderr.resume();
    channel.end();
  });
  return promise;
}
