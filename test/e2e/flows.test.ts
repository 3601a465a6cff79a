import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowCall } from '../../contract/src/index.ts';
import { report, startFlowServer, type FlowServer } from '../integration/flows/flow-server.ts';
import { spawnTutti, tutti } from './support/tutti.ts';

const keys = {
  TUTTI_API_KEY: 'an-api-key-of-more-than-32-characters',
  TUTTI_OWNER_KEY: 'the-owner-key-of-more-than-32-characters',
};

describe('a flow that goes on while the gateway is killed', { timeout: 90_000 }, () => {
  let server: FlowServer;
  let folder: string;
  const calls: FlowCall[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tutti-flows-'));
    server = await startFlowServer('webhook');
    server.flow('long.work', (call, { response }) => {
      calls.push(call);
      response.writeHead(202).end('{"status":"accepted"}');
      return undefined;
    });
    writeFileSync(
      path.join(folder, 'tutti.yaml'),
      [
        'flows:',
        `  providers: {hook: {type: webhook, url: "${server.url}"}}`,
        '  intents: {long.work: {provider: hook, effect: write, deadline_s: 60}}',
      ].join('\n'),
    );
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (port: string) => {
    const env = {
      ...keys,
      PORT: port,
      TUTTI_DATA_DIR: path.join(folder, 'data'),
      TUTTI_CONFIG: path.join(folder, 'tutti.yaml'),
    };
    const running = spawnTutti(['start'], { env });
    const printed = await running.printed(/listens on http:\/\/127\.0\.0\.1:\d+/);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '';
    return { running, url, env };
  };
  const ask = async (url: string, target: string, body?: object) => {
    const answer = await fetch(url + target, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${keys.TUTTI_API_KEY}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Record<string, unknown>;
  };

  it('is waited for again by the next start, settles by its callback, and ran once', async () => {
    const first = await start('0');
    const accepted = await ask(first.url, '/orchestrate', {
      intent: 'long.work',
      inputs: { n: 1 },
      wait_s: 1,
    });
    expect(accepted).toMatchObject({ status: 'accepted' });
    first.running.child.kill('SIGKILL');
    await first.running.ended;

    const second = await start(new URL(first.url).port);
    const jobId = String(accepted['job_id']);
    expect(await ask(second.url, `/jobs/${jobId}`)).toMatchObject({ status: 'running' });
    const [call] = calls;
    if (!call) throw new Error('the flow was not called');
    const settled = await report(call, 'settle', { status: 'success', result: { done: true } });
    expect(settled.status).toBe(200);
    expect(await ask(second.url, `/jobs/${jobId}`)).toMatchObject({
      status: 'success',
      answer: { result: { done: true } },
    });
    expect(calls).toHaveLength(1);

    const { out } = await tutti(['flows', 'list'], { env: second.env });
    expect(out).toMatch(/long\.work\s+configured\s+write\s+hook/);
    const tested = await tutti(['flows', 'test', 'long.work', 'n:=2'], { env: second.env });
    expect(tested.out).toContain('the flow was not asked');
    expect(calls).toHaveLength(1);

    second.running.child.kill('SIGTERM');
    await second.running.ended;
  });
});
