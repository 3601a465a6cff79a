import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Answer, Job, JobsPage, NewKey, Receipt, ResultSlice } from '../../contract/src/index.ts';
import { apiKey, ownerKey, startHttpHouse, type HttpHouse } from './http-harness.ts';

let http: HttpHouse;
beforeAll(async () => {
  http = await startHttpHouse('limits: {result_max_chars: 1000}\n');
});
afterAll(() => http.stop());

const wait = (ms: number) => ({ intent: 'system.wait', inputs: { ms } });
const write = (text: string) => ({ intent: 'memory.write', inputs: { text } });

/** A caller in a space of its own, over HTTP. */
async function newCaller(name: string, more: Record<string, unknown> = {}) {
  const { key, keyId } = await http.newKey({ caller: name, space: `space-of-${name}`, ...more });
  return {
    key,
    keyId,
    call: (body: unknown) => http.call(body, { key }),
    get: (path: string) => http.get(path, { key }),
    post: (path: string, body?: unknown) => http.post(path, body, { key }),
  };
}

describe('over HTTP', () => {
  it('a success is 200, and looks like the contract says', async () => {
    const { status, body } = await http.call(write('I prefer Python'));
    expect(status).toBe(200);
    expect(Answer.parse(body)).toMatchObject({
      status: 'success',
      result: { text: 'I prefer Python' },
    });
  });

  it('a preview is 200, and its confirmation too', async () => {
    const written = await http.call(write('to be forgotten'));
    const { id } = Answer.parse(written.body).result as { id: string };
    const shown = await http.call({ intent: 'memory.forget', inputs: { id } });
    const preview = Answer.parse(shown.body);
    expect(shown.status).toBe(200);
    expect(preview).toMatchObject({ status: 'preview', result: { would: { forget: [{ id }] } } });
    const { status, body } = await http.post(
      preview.next?.call?.path ?? '',
      preview.next?.call?.body,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'success', result: { forgotten: [id] } });
  });

  it('a call that is waited for longer than it takes is 200, a shorter wait is 202 with a job', async () => {
    expect((await http.call({ ...wait(20), wait_s: 5 })).status).toBe(200);
    const { status, body } = await http.call({ ...wait(300), wait_s: 0.05 });
    expect(status).toBe(202);
    const accepted = Answer.parse(body);
    expect(accepted.next?.call?.path).toBe(`/jobs/${accepted.job_id}?wait_s=20`);

    const early = await http.get(`/jobs/${accepted.job_id}`);
    expect(Job.parse(early.body).status).toBe('running');
    const late = await http.get(`/jobs/${accepted.job_id}?wait_s=5`);
    expect(Job.parse(late.body)).toMatchObject({
      status: 'success',
      answer: { result: { waited_ms: 300 } },
    });
  });

  it('wait_s: 0 hands out a job at once', async () => {
    const started = performance.now();
    const { status } = await http.call({ ...wait(3000), wait_s: 0 });
    expect(status).toBe(202);
    expect(performance.now() - started).toBeLessThan(1500);
  });

  it('a query reads, and previews anything else', async () => {
    expect((await http.post('/query', { intent: 'system.ping' })).body).toMatchObject({
      status: 'success',
    });
    const { status, body } = await http.post('/query', write('never written'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'preview' });
    const list = await http.call({ intent: 'memory.list' });
    expect(list.text).not.toContain('never written');
  });

  it('a replay is 200, other inputs under the same key are 422', async () => {
    const keyed = { ...write('one'), idempotency_key: 'http-1' };
    await http.call(keyed);
    expect(await http.call(keyed)).toMatchObject({ status: 200, body: { replayed: true } });
    const other = await http.call({ ...write('two'), idempotency_key: 'http-1' });
    expect(other).toMatchObject({
      status: 422,
      body: { error: { code: 'idempotency_key_reused' } },
    });
  });

  it('a large result is read piece by piece', async () => {
    const text = `${'long '.repeat(700)}end`;
    await http.call(write(text));
    const search = await http.call({
      intent: 'memory.search',
      inputs: { query: 'long end', k: 1 },
    });
    const { handle } = Answer.parse(search.body).result as { handle: string };
    const slice = await http.get(`/results/${handle}?offset=0&limit=90000`);
    const { text: whole, total_chars } = ResultSlice.parse(slice.body);
    expect(whole).toHaveLength(total_chars);
    expect(JSON.parse(whole)).toMatchObject({ items: [{ text }] });
  });

  it('jobs are listed newest first, in pages', async () => {
    const caller = await newCaller('pages');
    const ids: unknown[] = [];
    for (let at = 0; at < 5; at += 1) {
      ids.unshift((await caller.call(write(`fact ${at}`))).body['job_id']);
      await sleep(2);
    }
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { body } = await caller.get(`/jobs?limit=2${cursor && `&cursor=${cursor}`}`);
      const page: JobsPage = JobsPage.parse(body);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ job_id }) => job_id));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(ids);
  });

  it('a job is cancelled without a body, whatever the content type says', async () => {
    const started = await http.call({ ...wait(60_000), wait_s: 0 });
    const path = `/jobs/${String(started.body['job_id'])}/cancel`;
    const { status, body } = await http.send('POST', path, {
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(200);
    expect(Job.parse(body).status).toBe('cancelled');
    expect(await http.post(path)).toMatchObject({
      status: 409,
      body: { error: { code: 'job_settled' } },
    });
  });

  it('health is open, readiness names the engines', async () => {
    const nobody = { key: null };
    expect((await http.get('/health', nobody)).body).toMatchObject({ status: 'ok' });
    expect(await http.get('/ready', nobody)).toMatchObject({
      status: 200,
      body: { ready: true, engines: [{ engine: 'agent', state: 'ready' }] },
    });
    for (const method of ['HEAD', 'POST']) {
      expect((await http.send(method, '/health', nobody)).status).toBe(404);
    }
    expect((await http.get('/health/', nobody)).status).toBe(404);
    expect((await http.get('/health?from=monitor', nobody)).headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('metrics take a key, of a caller or the owner', async () => {
    expect((await http.get('/metrics', { key: null })).headers['www-authenticate']).toContain(
      'Bearer',
    );
    await http.get('/health');
    for (const key of [apiKey, ownerKey]) {
      const { status, headers, text } = await http.get('/metrics', { key });
      expect([status, headers['content-type']]).toEqual([
        200,
        'text/plain; version=0.0.4; charset=utf-8',
      ]);
      expect(text).toContain('route="/health",status="200"');
    }
  });
});

describe('scopes', () => {
  it('hide intents, jobs and receipts that they do not cover', async () => {
    const narrow = await newCaller('narrow', { scopes: ['memory.search', 'jobs.*'] });
    const wide = await newCaller('wide', { space: 'space-of-narrow' });
    const done = (await wide.call(write('a secret'))).body;

    const call = await narrow.call(write('mine'));
    expect(call).toMatchObject({ status: 404, body: { error: { code: 'unknown_intent' } } });
    expect((await narrow.get('/intents/memory.write')).status).toBe(404);
    const names = JSON.stringify((await narrow.get('/intents?query=remember')).body);
    expect(names).not.toContain('memory.write');
    for (const path of [
      `/jobs/${String(done['job_id'])}`,
      `/jobs/${String(done['job_id'])}/events`,
      `/receipts/${String(done['receipt_id'])}`,
    ]) {
      expect([path, (await narrow.get(path)).status]).toEqual([path, 404]);
    }
    expect((await narrow.get('/jobs')).body).toEqual({ items: [] });
    expect((await narrow.get('/receipts')).body).toMatchObject({ items: [] });
    expect((await narrow.get('/jobs?intent=memory.write')).body).toEqual({ items: [] });
  });
});

describe('spaces', () => {
  it('see nothing of each other by any route', async () => {
    const ours = await newCaller('ours');
    const theirs = await newCaller('theirs');
    const secret = 'the treasure lies under the oak';
    const written = Answer.parse((await ours.call(write(secret))).body);
    const { id } = written.result as { id: string };
    const large = await ours.call({
      intent: 'memory.write',
      inputs: { text: `oak ${'x'.repeat(2000)}` },
    });
    const { handle } = Answer.parse(large.body).result as { handle: string };
    const running = Answer.parse((await ours.call({ ...wait(5000), wait_s: 0 })).body);
    const jobId = running.job_id ?? '';

    for (const [method, path] of [
      ['GET', `/jobs/${written.job_id}`],
      ['GET', `/jobs/${jobId}`],
      ['GET', `/jobs/${jobId}/events`],
      ['POST', `/jobs/${jobId}/cancel`],
      ['GET', `/receipts/${written.receipt_id}`],
      ['GET', `/results/${handle}`],
    ] as const) {
      const answer = await http.send(method, path, { key: theirs.key });
      expect([path, answer.status]).toEqual([path, 404]);
    }
    const found = [
      await theirs.call({ intent: 'memory.search', inputs: { query: 'treasure oak' } }),
      await theirs.call({ intent: 'memory.list' }),
      await theirs.call({ intent: 'jobs.list' }),
      await theirs.get('/jobs'),
      await theirs.get('/receipts'),
    ];
    for (const { text } of found) {
      for (const trace of [secret, id, jobId, handle, 'ours']) expect(text).not.toContain(trace);
    }
    for (const body of [
      { intent: 'memory.get', inputs: { id } },
      { intent: 'memory.forget', inputs: { id } },
      { intent: 'jobs.get', inputs: { job_id: jobId } },
      { intent: 'jobs.cancel', inputs: { job_id: jobId } },
    ]) {
      expect([body.intent, (await theirs.call(body)).status]).toEqual([body.intent, 404]);
    }
    expect((await ours.get(`/jobs/${jobId}`)).body).toMatchObject({ status: 'running' });
    await ours.post(`/jobs/${jobId}/cancel`);
  });

  it('share among the callers that are in them', async () => {
    const one = await newCaller('one', { space: 'family' });
    const two = await newCaller('two', { space: 'family' });
    const written = Answer.parse((await one.call(write('the cat is called Mia'))).body);
    const found = await two.call({ intent: 'memory.search', inputs: { query: 'cat' } });
    expect(found.text).toContain('Mia');
    expect((await two.get(`/jobs/${written.job_id}`)).status).toBe(200);
    const receipt = await two.get(`/receipts/${written.receipt_id}`);
    expect(Receipt.parse(receipt.body).caller).toBe('one');
  });
});

describe('the rate of a caller', () => {
  it('is held, with 429 and how long to wait, and touches nobody else', async () => {
    const slow = await newCaller('slow', { rate_per_minute: 5 });
    const statuses: number[] = [];
    for (let at = 0; at < 8; at += 1) statuses.push((await slow.get('/jobs')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    const refused = await slow.call({ intent: 'system.ping' });
    expect(refused).toMatchObject({
      status: 429,
      body: { error: { code: 'rate_limited', retryable: true } },
    });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(12);
    expect((await http.get('/jobs')).status).toBe(200);
  });
});

describe('the owner', () => {
  it('alone comes through the owner doors', async () => {
    for (const [method, path] of [
      ['GET', '/owner/callers'],
      ['POST', '/owner/keys'],
      ['POST', '/owner/keys/key_1/revoke'],
      ['POST', '/owner/callers/first/revoke'],
      ['POST', '/owner/reload'],
      ['GET', '/owner/jobs'],
      ['POST', '/owner/jobs/job_1/resolve'],
    ] as const) {
      const asCaller = await http.send(method, path, { key: apiKey });
      expect([path, asCaller.status]).toEqual([path, 403]);
      expect([path, (await http.send(method, path, { key: 'wrong' })).status]).toEqual([path, 401]);
      expect([path, (await http.send(method, path, { key: null })).status]).toEqual([path, 401]);
    }
  });

  it('makes a key that is shown once and counts at once', async () => {
    const made = await http.asOwner('POST', '/owner/keys', {
      caller: 'maker',
      callback_hosts: ['hooks.example.org'],
    });
    expect(made.status).toBe(201);
    const { key, key_id, callback_secret } = NewKey.parse(made.body);
    expect(callback_secret).toMatch(/^whsec_/);
    expect((await http.get('/jobs', { key })).status).toBe(200);
    const listed = await http.asOwner('GET', '/owner/callers');
    expect(listed.text).toContain(key_id);
    expect(listed.text).not.toContain(key);
    expect(listed.text).not.toContain(ownerKey);
  });

  it.each([
    [{}, '"caller"'],
    [{ caller: 'UPPER' }, 'lower case'],
    [{ caller: 'x', scopes: [] }, '"scopes"'],
    [{ caller: 'x', scope: ['*'] }, 'did you mean "scopes"'],
    [{ caller: 'x', expires_in_days: 0 }, '"expires_in_days"'],
  ])('is told what is wrong with %j', async (request, says) => {
    const answer = await http.asOwner('POST', '/owner/keys', request);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(JSON.stringify(says).slice(1, -1));
  });

  it('cannot move a caller into another space', async () => {
    await newCaller('settler');
    const answer = await http.asOwner('POST', '/owner/keys', {
      caller: 'settler',
      space: 'elsewhere',
    });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'caller_exists' } } });
  });

  it('revokes one key, or all of a caller', async () => {
    const first = await newCaller('leaver');
    const second = await newCaller('leaver');
    await http.asOwner('POST', `/owner/keys/${first.keyId}/revoke`);
    expect((await first.get('/jobs')).status).toBe(401);
    expect((await second.get('/jobs')).status).toBe(200);
    const { body } = await http.asOwner('POST', '/owner/callers/leaver/revoke');
    expect(body).toEqual({ revoked_keys: 1 });
    expect((await second.get('/jobs')).status).toBe(401);
    expect((await http.asOwner('POST', '/owner/keys/key_none/revoke')).status).toBe(404);
    expect((await http.asOwner('POST', '/owner/callers/nobody/revoke')).status).toBe(404);
  });

  it('resolves only jobs of unknown outcome', async () => {
    const { body } = await http.call(write('known'));
    const path = `/owner/jobs/${String(body['job_id'])}/resolve`;
    expect((await http.asOwner('POST', path, { outcome: 'maybe' })).status).toBe(400);
    expect((await http.asOwner('POST', path, { outcome: 'not' })).status).toBe(409);
    expect(
      (await http.asOwner('POST', '/owner/jobs/job_x/resolve', { outcome: 'not' })).status,
    ).toBe(404);
  });

  it('reloads the configuration, and a mistake in it changes nothing', async () => {
    http.write('limits: {result_max_chars: 1000, wait_s: 0.1}\n');
    const { status, body } = await http.asOwner('POST', '/owner/reload');
    expect(status).toBe(200);
    expect(body).toEqual({ reloaded: ['limits'] });
    expect((await http.call(wait(2000))).status).toBe(202);

    http.write('limits: {wait_s: long}\n');
    const failed = await http.asOwner('POST', '/owner/reload');
    expect(failed.status).toBeGreaterThanOrEqual(400);
    expect((await http.call(wait(2000))).status).toBe(202);
    http.write('limits: {result_max_chars: 1000}\n');
    await http.asOwner('POST', '/owner/reload');
    expect((await http.call(wait(300))).status).toBe(200);
  });
});

describe('the events of a job', () => {
  it('tell how it goes, and end with its end', async () => {
    const { body } = await http.call({ ...wait(1200), wait_s: 0 });
    const { status, text, headers } = await http.get(`/jobs/${String(body['job_id'])}/events`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/event-stream');
    const events = text.split('\n\n').filter((event) => event.startsWith('event:'));
    expect(events[0]).toMatch(/^event: progress\ndata: \{/);
    expect(events.length).toBeGreaterThan(1);
    const last = /^event: settled\ndata: (.+)$/.exec(events.at(-1) ?? '')?.[1] ?? '{}';
    expect(Job.parse(JSON.parse(last))).toMatchObject({ status: 'success' });
  });

  it('of a job that has ended are its end', async () => {
    const { body } = await http.call(write('done'));
    const { text } = await http.get(`/jobs/${String(body['job_id'])}/events`);
    expect(text).toMatch(/^event: settled\n/);
  });

  it('end at once when the key is revoked', async () => {
    const listener = await newCaller('listener');
    const { body } = await listener.call({ ...wait(60_000), wait_s: 0 });
    const path = `/jobs/${String(body['job_id'])}/events`;
    const stream = listener.get(path);
    await sleep(100);
    const started = performance.now();
    await http.asOwner('POST', `/owner/keys/${listener.keyId}/revoke`);
    const { text } = await stream;
    expect(performance.now() - started).toBeLessThan(2000);
    expect(text).not.toContain('settled');
    expect((await listener.get(path)).status).toBe(401);
  });
});

describe('a gateway that is stopped', () => {
  it('ends streams and waits soon, tells who waits that the run goes on, and stops only once', async () => {
    const house = await startHttpHouse();
    const { body } = await house.call({ ...wait(60_000), wait_s: 0 });
    const jobId = String(body['job_id']);
    /* The first of its kind also loads the routes, and starts the reader. */
    await house.get(`/jobs/${jobId}`);
    const stream = house.get(`/jobs/${jobId}/events`);
    const poll = house.get(`/jobs/${jobId}?wait_s=40`);
    const call = house.call({ ...wait(60_000), wait_s: 40, idempotency_key: 'k' });
    await sleep(200);
    const started = performance.now();
    await Promise.all([house.stop(), house.gateway.stop()]);
    expect(performance.now() - started).toBeLessThan(4500);
    expect((await stream).text).toMatch(/^event: progress\n/);
    expect(await poll).toMatchObject({ status: 200, body: { status: 'running' } });
    expect(await call).toMatchObject({ status: 202, body: { status: 'accepted' } });
  }, 15_000);
});
