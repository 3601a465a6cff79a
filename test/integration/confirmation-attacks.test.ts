/** What an injected assistant tries with a confirmation, over HTTP, with the code that it gets. */
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineTool } from '../../gateway/src/intents/define-tool.ts';
import { startHttpHouse, type HttpHouse } from './http-harness.ts';

let laterMs = 0;
let hostKey = 'SHA256:old';
const done: string[] = [];
const wipe = defineTool({
  name: 'host.wipe',
  title: 'Wipe',
  description: 'Wipes a path of a host.',
  effect: 'destructive',
  inputs: z.strictObject({ path: z.string() }),
  outputs: z.unknown(),
  examples: [{ say: 'Wipe it', inputs: { path: '/srv' } }],
  resolve: (inputs) => ({ inputs, target: { host_key: hostKey } }),
  run: async ({ inputs }) => {
    done.push(inputs.path);
    return { result: { wiped: inputs.path } };
  },
});

let http: HttpHouse;
let other: string;
let path: string;
let round = 0;

beforeAll(async () => {
  const clock = { now: () => Date.now() + laterMs };
  http = await startHttpHouse('', { clock, extraTools: [wipe] });
  other = (await http.newKey({ caller: 'other' })).key;
});
beforeEach(() => {
  done.length = 0;
  hostKey = 'SHA256:old';
  round += 1;
  path = `/srv/${round}`;
});
afterAll(() => http.stop());

const send = (more: Record<string, unknown> = {}, key?: string) =>
  http.call({ intent: 'host.wipe', inputs: { path }, ...more }, key === undefined ? {} : { key });
const preview = async () => {
  const { body } = await send();
  return { confirm_token: (body['confirm'] as { token: string }).token };
};
const codeOf = ({ status, body }: Awaited<ReturnType<typeof send>>) => [
  status,
  (body['error'] as { code?: string } | undefined)?.code,
];

describe('a confirmation', () => {
  it('confirm_dangerous alone: previews, however often it is sent', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { body } = await send({ confirm_dangerous: true });
      expect(body['status']).toBe('preview');
    }
    expect(done).toEqual([]);
  });

  it('replayed token: the same call is given its answer again, any other 409', async () => {
    const token = await preview();
    const first = await send(token);
    expect((await send(token)).body).toMatchObject({
      status: 'success',
      job_id: first.body['job_id'],
      replayed: true,
    });
    expect(codeOf(await send({ ...token, inputs: { path: '/' } }))).toEqual([409, 'preview_spent']);
    expect(done).toEqual([path]);
  });

  it('changed byte: 409', async () => {
    const changed = { ...(await preview()), inputs: { path: `${path} ` } };
    expect(codeOf(await send(changed))).toEqual([409, 'preview_changed']);
    expect(done).toEqual([]);
  });

  it("another caller's token: 403", async () => {
    expect(codeOf(await send(await preview(), other))).toEqual([403, 'preview_not_yours']);
    expect(done).toEqual([]);
  });

  it('expired: 410', async () => {
    const token = await preview();
    laterMs += 10 * 60_000;
    expect(codeOf(await send(token))).toEqual([410, 'preview_expired']);
    expect(done).toEqual([]);
  });

  it('50 parallel spends: one execution', async () => {
    const token = await preview();
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(token)));
    expect(new Set(answers.map(({ body }) => body['job_id'])).size).toBe(1);
    expect(done).toEqual([path]);
  });

  it('target changed: 409 with a new preview, whose token counts', async () => {
    const token = await preview();
    hostKey = 'SHA256:new';
    const answer = await send(token);
    expect(codeOf(answer)).toEqual([409, 'preview_changed']);
    expect(done).toEqual([]);
    const { token: fresh } = answer.body['confirm'] as { token: string };
    expect((await send({ confirm_token: fresh })).body).toMatchObject({ status: 'success' });
    expect(done).toEqual([path]);
  });
});
