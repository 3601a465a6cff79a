import { afterAll, beforeAll, expect, it } from 'vitest';
import { operations } from '../../gateway/src/doors/http/openapi/operations.ts';
import { startGateway, type TestGateway } from '../e2e/support/tutti.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
}, 60_000);
afterAll(() => gateway.stop());

it.each(operations)('$call is there, and open to $key', async ({ call, key, answers }) => {
  const [method = '', path = ''] = call.split(' ');
  const response = await fetch(gateway.url + path.replace(/\{\w+\}/g, 'x'), { method });
  if (key !== 'none') {
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'unauthenticated' } });
    return;
  }
  const form = answers[response.status];
  expect(response.status).toBe(200);
  const type = form && 'text' in form ? form.text : 'application/json';
  expect(response.headers.get('content-type')).toContain(type);
});

it.each(operations.filter(({ key }) => key === 'owner'))(
  '$call is closed to callers',
  async ({ call }) => {
    const [method = '', path = ''] = call.split(' ');
    const headers = { authorization: `Bearer ${gateway.apiKey}` };
    const response = await fetch(gateway.url + path.replace(/\{\w+\}/g, 'x'), { method, headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'owner_only' } });
  },
);
