/** One gateway, as it is started by a user, under three rounds of everything that nobody should send. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErrorAnswer } from '../../contract/src/index.ts';
import {
  apiKey,
  newDataDir,
  ownerKey,
  startGateway,
  type GatewayProcess,
} from '../crash/support/gateway-process.ts';
import { secretInput, type Attack } from './attack.ts';
import { behaveBadly, dawdle, type Slow } from './bad-manners.ts';
import { brokenBodies } from './broken-bodies.ts';
import { brokenHeads } from './broken-heads.ts';
import { measureMemory, probeOption, type Memory } from './measure-memory.ts';
import { startPinging, type Pings } from './pinger.ts';
import { firstAnswer, rawRequest, sendRaw } from './raw-request.ts';

const rounds = [1, 2, 3];
const attacks = [...brokenBodies(), ...brokenHeads()];
const mostLiveGrowthMb = 10;
const mostResidentGrowthMb = 100;

const folder = newDataDir();
const memory: Memory[] = [];
let gateway: GatewayProcess;
let pinger: ReturnType<typeof startPinging>;
let dawdling: Promise<readonly Slow[]>;
beforeAll(async () => {
  gateway = await startGateway({
    ...folder,
    yaml: 'limits: {rate_per_minute: 1000000}\n',
    env: { TUTTI_LOG_LEVEL: 'debug', NODE_OPTIONS: probeOption },
  });
  pinger = startPinging({ url: gateway.url, key: apiKey });
  dawdling = dawdle(gateway.port, 200);
});
afterAll(async () => {
  await gateway.stop();
  folder.remove();
});

describe.each(rounds)('in round %i', (round) => {
  it.each(attacks)('refuses $name', async (attack) => {
    const reply = await sendRaw(gateway.port, attack.bytes);
    expect(reply.ended).toBe(true);
    expect(reply.text).not.toContain(apiKey);
    expectRefusal(reply.text, attack);
  });

  it('does not refuse what goes on because of the garbage behind it', async () => {
    const body = '{"intent":"system.wait","inputs":{"ms":200}}';
    const good = rawRequest({ body }).toString().replace('Connection: close\r\n', '');
    const reply = await sendRaw(gateway.port, `${good}garbage\r\n\r\n`);
    expect(reply.ended).toBe(true);
    expect(reply.text).not.toMatch(/^HTTP\/1\.1 [45]/);
  });

  it('answers a thousand requests in one breath, in their order', async () => {
    const one = 'GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n';
    const last = `${one}Connection: close\r\n\r\n`;
    const { text } = await sendRaw(gateway.port, `${one}\r\n`.repeat(999) + last);
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(1000);
  });

  it('bears those that leave, that stay silent and that talk nonsense', async () => {
    await behaveBadly(gateway.port, round);
  });

  it('lives, and keeps its size', { timeout: 20_000 }, async () => {
    await sleep(1000);
    const now = await measureMemory(gateway);
    memory.push(now);
    const [first = now] = memory;
    expect(gateway.isAlive()).toBe(true);
    expect((await fetch(`${gateway.url}/ready`)).status).toBe(200);
    expect(now.liveMb - first.liveMb).toBeLessThan(mostLiveGrowthMb);
    expect(now.residentMb - first.residentMb).toBeLessThan(mostResidentGrowthMb);
  });
});

describe('all the while', () => {
  it('cuts off those that dawdle over heads and bodies', async () => {
    const slow = await dawdling;
    const heads = slow.filter(({ name }) => name === 'head');
    const bodies = slow.filter(({ name }) => name === 'body');
    expect(Math.max(...heads.map(({ afterMs }) => afterMs))).toBeLessThan(20_000);
    expect(Math.max(...bodies.map(({ afterMs }) => afterMs))).toBeLessThan(45_000);
    const answered = slow.filter(({ text }) => text !== '');
    /* A byte on its way when the gateway hangs up takes the answer with it. */
    expect(answered.length).toBeGreaterThan(slow.length / 2);
    for (const { text } of answered) {
      expectRefusal(text, { name: 'slow', bytes: '', status: 408, code: 'request_timeout' });
    }
  });

  it('answered others quickly', async () => {
    const pings: Pings = await pinger.stop();
    console.log(
      `${pings.count} pings: p95 ${pings.p95Ms.toFixed(0)} ms, slowest ${pings.maxMs.toFixed(0)} ms; ` +
        `after each round ${list(({ liveMb }) => liveMb)} MB live, ${list(({ residentMb }) => residentMb)} MB resident`,
    );
    expect(pings.count).toBeGreaterThan(50);
    expect(pings.failed).toBe(0);
    expect(pings.p95Ms).toBeLessThan(500);
    expect(pings.maxMs).toBeLessThan(3000);
  });

  it('logged nothing of keys or inputs, and each event as one line of JSON', async () => {
    await sleep(500);
    const log = gateway.output();
    for (const secret of [apiKey, ownerKey, secretInput]) expect(log).not.toContain(secret);
    const lines = log.split('\n').filter((line) => line !== '' && !/^(Tutti|memory:) /.test(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) as unknown });
  });
});

function expectRefusal(text: string, { status, code, mayHangUp }: Attack): void {
  const answer = firstAnswer({ text, ended: true });
  if (text === '' && mayHangUp) return;
  expect(answer?.status).toBe(status);
  const { error } = ErrorAnswer.parse({ trace_id: '', ...(answer?.body as object) });
  expect(error.code).toBe(code);
  expect(error.message.length).toBeGreaterThan(10);
  expect(error.hint.length).toBeGreaterThan(10);
  expect(answer?.head.toLowerCase()).not.toContain('set-cookie');
  expect(JSON.stringify(answer?.body)).not.toMatch(/node_modules|\.ts:\d|at \S+ \(/);
}

function list(figure: (memory: Memory) => number): string {
  return memory.map((one) => figure(one).toFixed(0)).join(', ');
}
