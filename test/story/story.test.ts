import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  cleanEnv,
  follow,
  startGateway,
  type Ended,
  type TestGateway,
} from '../e2e/support/tutti.ts';

const story = path.resolve(import.meta.dirname, '../../examples/story.ts');
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
}, 30_000);

afterAll(async () => {
  await gateway.stop();
});

it('is true of a real gateway', { timeout: 60_000 }, async () => {
  const { out, err, code } = await tell({
    TUTTI_URL: gateway.url,
    TUTTI_API_KEY: gateway.apiKey,
    TUTTI_OWNER_KEY: gateway.ownerKey,
  });
  expect({ err, code }).toEqual({ err: '', code: 0 });
  expect(out.match(/^· /gm)?.length).toBeGreaterThan(10);
});

it('ends with 1 and the step that failed where it is not', async () => {
  const { out, err, code } = await tell({
    TUTTI_URL: gateway.url,
    TUTTI_API_KEY: gateway.apiKey,
    TUTTI_OWNER_KEY: gateway.apiKey,
  });
  expect(code).toBe(1);
  expect(out).toMatch(/^· The owner gives .*\n$/);
  expect(err).toMatch(/^✗ Only the owner may do this/);
});

it('ends with 1 and says which key is missing', async () => {
  const { err, code } = await tell({ TUTTI_URL: gateway.url });
  expect(code).toBe(1);
  expect(err).toContain('TUTTI_API_KEY');
});

function tell(env: Readonly<Record<string, string>>): Promise<Ended> {
  return follow(spawn(process.execPath, [story], { env: cleanEnv(env) })).ended;
}
