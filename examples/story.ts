/**
 * The story of README.md, told by a small client: `npm run story` against a gateway that runs.
 * Needs TUTTI_API_KEY and TUTTI_OWNER_KEY; TUTTI_URL where it is not http://127.0.0.1:8000.
 * It leaves nothing behind but receipts, and exits with 1 if any step is not as told.
 */
import assert from 'node:assert/strict';
import { Answer, ErrorAnswer, Job, NewKey, ReceiptsPage } from '../contract/src/index.ts';

const url = process.env['TUTTI_URL'] ?? 'http://127.0.0.1:8000';
const first = { key: setting('TUTTI_API_KEY') };
const owner = { key: setting('TUTTI_OWNER_KEY') };
/* Not the same in any two runs: a text that was just stored would be replayed, not stored. */
const shelf = crypto.randomUUID();
const caller = `story-${shelf.slice(0, 8)}`;

try {
  await tell();
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function tell(): Promise<void> {
  step('The owner gives a second assistant a key that may only search');
  const made = await post('/owner/keys', owner, { caller, scopes: ['memory.search'] });
  if (made.status !== 201) throw new Error(ErrorAnswer.parse(made.body).error.message);
  const second = NewKey.parse(made.body);

  try {
    const memoryId = await rememberAndRecall(second);
    await refuseOutOfScope(second);
    await forgetAfterPreview(memoryId, second);
  } finally {
    await post(`/owner/callers/${caller}/revoke`, owner, {});
  }
  step('A revoked key opens nothing');
  const { status, body } = await post('/orchestrate', second, { intent: 'system.ping' });
  assert.equal(status, 401);
  assert.equal(ErrorAnswer.parse(body).error.code, 'unauthenticated');

  await pollLongJob();
}

async function rememberAndRecall(second: Credentials): Promise<string> {
  const write = { intent: 'memory.write', inputs: { text: `The spare key is on shelf ${shelf}.` } };

  step('One assistant remembers');
  const stored = await call(first, write);
  assert.equal(stored.status, 'success');
  const { id } = stored.result as { id: string };

  step('The same call once more is replayed, not repeated');
  const repeated = await call(first, write);
  assert.equal(repeated.replayed, true);
  assert.equal(repeated.job_id, stored.job_id);

  step('Another assistant recalls');
  const found = await call(second, { intent: 'memory.search', inputs: { query: shelf } });
  assert.deepEqual(idsOf(found), [id]);

  step('Each call left a receipt');
  const { body } = await get('/receipts?limit=10', first);
  const receipts = ReceiptsPage.parse(body).items;
  assert.deepEqual(
    receipts
      .filter((receipt) => receipt.receipt_id === found.receipt_id)
      .map(({ caller }) => caller),
    [caller],
  );
  return id;
}

async function refuseOutOfScope(second: Credentials): Promise<void> {
  step('What its scopes do not cover does not exist for it');
  const refused = await call(second, { intent: 'memory.list' });
  assert.equal(refused.error?.code, 'unknown_intent');
}

async function forgetAfterPreview(id: string, second: Credentials): Promise<void> {
  const forget = { intent: 'memory.forget', inputs: { id } };
  const search = { intent: 'memory.search', inputs: { query: shelf } };

  step('Forgetting previews first, even where the first call already says that it is meant');
  const preview = await call(first, { ...forget, confirm_dangerous: true });
  assert.equal(preview.status, 'preview');
  assert.deepEqual(idsOf(await call(second, search)), [id]);

  step('The token of the preview goes on with it');
  const confirmed = { ...forget, confirm_token: preview.confirm?.token };
  assert.equal((await call(first, confirmed)).status, 'success');
  assert.deepEqual(idsOf(await call(second, search)), []);

  step('The same confirmed call once more replays what happened');
  assert.equal((await call(first, confirmed)).replayed, true);
}

async function pollLongJob(): Promise<void> {
  step('Twelve seconds are too long for one answer: after eight there is a job');
  const accepted = await call(first, { intent: 'system.wait', inputs: { ms: 12_000 } });
  assert.equal(accepted.status, 'accepted');
  assert.ok(accepted.duration_ms >= 7900 && accepted.duration_ms < 11_000);

  step('The call that the answer names waits for its end');
  assert.equal(accepted.next?.call?.method, 'GET');
  const { body } = await get(accepted.next.call.path, first);
  const job = Job.parse(body);
  assert.equal(job.status, 'success');
  assert.deepEqual(job.answer?.result, { waited_ms: 12_000 });
}

interface Credentials {
  readonly key: string;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

async function call(credentials: Credentials, request: object): Promise<Answer> {
  const { body } = await post('/orchestrate', credentials, request);
  return Answer.parse(body);
}

async function post(path: string, { key }: Credentials, body: object): Promise<Reply> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return reply(await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function get(path: string, { key }: Credentials): Promise<Reply> {
  return reply(await fetch(url + path, { headers: { authorization: `Bearer ${key}` } }));
}

async function reply(response: Response): Promise<Reply> {
  return { status: response.status, body: await response.json() };
}

function idsOf({ result }: Answer): readonly string[] {
  return (result as { items: readonly { id: string }[] }).items.map(({ id }) => id);
}

function step(what: string): void {
  console.log(`· ${what}`);
}

function setting(name: string): string {
  const value = process.env[name];
  if (value) return value;
  console.error(`Set ${name}: the gateway showed it at its first start.`);
  process.exit(1);
}
