import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Answer, IntentsPage, OrchestrateRequest } from '#contract';
import { startGateway, type TestGateway } from '../e2e/support/tutti.ts';

const folder = path.resolve(import.meta.dirname, '../../examples/payloads');
const intentsWithPayload = readdirSync(folder).map((file) => path.basename(file, '.json'));

let gateway: TestGateway;
let headers: Record<string, string>;

beforeAll(async () => {
  gateway = await startGateway();
  headers = {
    authorization: `Bearer ${gateway.apiKey}`,
    'content-type': 'application/json',
  };
}, 30_000);

afterAll(async () => {
  await gateway.stop();
});

it('has a payload for every intent, and none that is left over', async () => {
  const response = await fetch(`${gateway.url}/intents?limit=200`, { headers });
  const { items } = IntentsPage.parse(await response.json());
  expect(intentsWithPayload.toSorted()).toEqual(items.map(({ name }) => name).toSorted());
});

it.each(intentsWithPayload)('%s is understood by the gateway', async (intent) => {
  const request = OrchestrateRequest.parse(
    JSON.parse(readFileSync(path.join(folder, `${intent}.json`), 'utf8')),
  );
  expect(request.intent).toBe(intent);
  const response = await fetch(`${gateway.url}/orchestrate`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...request, dry_run: true }),
  });
  // Inputs are checked before the preview finds that an example id stands for nothing.
  const { status, error } = Answer.parse(await response.json());
  expect(error?.code ?? status).toMatch(/^(preview|memory_not_found|job_not_found|host_unknown)$/);
});
