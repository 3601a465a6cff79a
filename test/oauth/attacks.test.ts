/** Each test is one attack on sign-in, by its name. */
import { readFileSync, readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerKey, type HttpAnswer, type HttpHouse } from '../integration/http-harness.ts';
import {
  attemptOf,
  exchange,
  postForm,
  redirectUri,
  refresh,
  register,
  registeredId,
  tokensOf,
} from './support/oauth-client.ts';
import { startOAuthHouse } from './support/oauth-house.ts';
import { createVisitor, formTokenOf, signedInClient } from './support/visitor.ts';

let http: HttpHouse;
let origin: string;
let clientId: string;
beforeAll(async () => {
  http = await startOAuthHouse();
  origin = `http://localhost:${http.port}`;
  clientId = await registeredId(http);
});
afterAll(() => http.stop());

const ping = (key: string) => http.call({ intent: 'system.ping' }, { key });
const authorize = (changes: Record<string, string | undefined>, id = clientId) =>
  http.get(attemptOf(id, changes).url, {
    key: null,
    headers: { host: `localhost:${http.port}`, accept: 'text/html' },
  });
const codeFor = async (attempt = attemptOf(clientId)) => {
  const answer = await createVisitor(http).letIn(attempt);
  return { attempt, code: answer.get('code') ?? '' };
};
/** Where an answer sends the browser, as far as that is not to the gateway itself. */
const awayOf = ({ headers: { location = '' } }: HttpAnswer) =>
  location !== '' && new URL(location, origin).origin !== origin ? new URL(location) : undefined;
/** What the client is told; for a response type other than "code" it stands behind the "#". */
const toldIn = (answer: HttpAnswer) => {
  const { hash = '', searchParams = new URLSearchParams() } = awayOf(answer) ?? {};
  return hash === '' ? searchParams : new URLSearchParams(hash.slice(1));
};

describe('redirect tricks', () => {
  it.each([
    ['another site', 'https://evil.example/connector/oauth/abc123'],
    ['a path below', `${redirectUri}/evil`],
    ['a path above', 'https://chatgpt.com/'],
    ['a parent in the path', 'https://chatgpt.com/connector/oauth/../../evil'],
    ['an encoded path', 'https://chatgpt.com/connector%2Foauth/abc123'],
    ['a query', `${redirectUri}?next=https://evil.example`],
    ['a fragment', `${redirectUri}#evil`],
    ['a user name', 'https://chatgpt.com@evil.example/connector/oauth/abc123'],
    ['a user name that looks like ours', 'https://evil@chatgpt.com/connector/oauth/abc123'],
    ['a backslash', String.raw`https://evil.example\@chatgpt.com/connector/oauth/abc123`],
    ['a subdomain', 'https://chatgpt.com.evil.example/connector/oauth/abc123'],
    ['plain http', 'http://chatgpt.com/connector/oauth/abc123'],
    ['another port', 'https://chatgpt.com:8443/connector/oauth/abc123'],
    ['other letters', 'https://CHATGPT.com/connector/oauth/abc123'],
    ['a space', ` ${redirectUri}`],
    ['a script', 'javascript:alert(1)'],
    ['nothing', ''],
    ['none at all', undefined],
  ])('open redirect by %s: nobody is sent anywhere', async (_, redirect) => {
    const answer = await authorize({ redirect_uri: redirect });
    expect(answer.status).toBe(400);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.headers['content-type']).toContain('text/html');
  });

  it('an error goes where the client registered, and nowhere else', async () => {
    const answer = await authorize({ code_challenge: undefined, code_challenge_method: undefined });
    const away = awayOf(answer);
    expect(`${away?.origin}${away?.pathname}`).toBe(redirectUri);
    expect(away?.searchParams.get('error')).toBe('invalid_request');
    const evil = await authorize({
      code_challenge: undefined,
      redirect_uri: 'https://evil.example/',
    });
    expect(evil.headers.location).toBeUndefined();
  });

  it('loopback: any port, but no other path, host or scheme', async () => {
    const native = await registeredId(http, {
      client_name: 'Native',
      redirect_uris: ['http://127.0.0.1:3000/callback'],
    });
    const tried = async (redirect: string) =>
      (await authorize({ redirect_uri: redirect }, native)).status;
    expect(await tried('http://127.0.0.1:3000/callback')).toBe(303);
    expect(await tried('http://127.0.0.1:49152/callback')).toBe(303);
    for (const redirect of [
      'http://127.0.0.1:3000/other',
      'http://127.0.0.1:3000/callback?x=1',
      'http://localhost:3000/callback',
      'http://127.0.0.2:3000/callback',
      'https://127.0.0.1:3000/callback',
      'http://127.0.0.1.evil.example:3000/callback',
      'http://evil@127.0.0.1:3000/callback',
      'http://0.0.0.0:3000/callback',
    ]) {
      expect(await tried(redirect), redirect).toBe(400);
    }
  });

  it('the code counts only with the redirect that it was asked for with', async () => {
    const two = 'https://chatgpt.com/connector/oauth/second';
    const id = await registeredId(http, { redirect_uris: [redirectUri, two] });
    const got = await codeFor(attemptOf(id));
    const answer = await exchange(http, got, { redirect_uri: two });
    expect(answer.body).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('requests to authorize', () => {
  it.each([
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['PKCE in plain', { code_challenge_method: 'plain' }],
    ['PKCE without its method', { code_challenge_method: undefined }],
    ['a challenge that is none', { code_challenge: 'short' }],
    ['a token instead of a code', { response_type: 'token' }],
    ['an id token', { response_type: 'code id_token' }],
    ['a foreign resource', { resource: 'https://evil.example/mcp' }],
    ['a resource with a fragment', { resource: 'https://evil.example/mcp#x' }],
  ])('%s is refused', async (_, changes) => {
    const told = toldIn(await authorize(changes));
    expect(told.get('error')).toMatch(/^(invalid|unsupported)_/);
    expect(told.get('iss')).toBe(origin);
    for (const name of ['code', 'access_token', 'id_token']) expect(told.has(name)).toBe(false);
  });

  it('a client that nobody knows is refused, and told so on a page', async () => {
    const answer = await authorize({}, 'client_nobody');
    expect(answer.status).toBe(400);
    expect(answer.headers.location).toBeUndefined();
  });

  it.each(['client_id', 'redirect_uri', 'code_challenge', 'state'])(
    '%s twice is refused',
    async (name) => {
      const { url } = attemptOf(clientId);
      const answer = await http.get(`${url}&${name}=other`, {
        key: null,
        headers: { host: `localhost:${http.port}` },
      });
      expect(answer.status === 400 || awayOf(answer)?.searchParams.has('error')).toBe(true);
    },
  );

  it('prompt=none, a request object, response_mode and POST get nobody past the owner', async () => {
    const more =
      '&prompt=none&request=eyJhbGciOiJub25lIn0.e30.&response_mode=fragment&scope=openid';
    const answer = await http.get(attemptOf(clientId).url + more, {
      key: null,
      headers: { host: `localhost:${http.port}` },
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toMatch(/^\/owner\/connect\//);
    const [target, query] = attemptOf(clientId).url.split('?');
    const posted = await postForm(
      http,
      target ?? '',
      Object.fromEntries(new URLSearchParams(query)),
    );
    expect(posted.status).toBe(404);
  });

  it('mix-up: who issued the answer is said in it, as in the metadata', async () => {
    const { body } = await http.get('/.well-known/oauth-authorization-server', {
      key: null,
      headers: { host: `localhost:${http.port}` },
    });
    const good = await createVisitor(http).letIn(attemptOf(clientId));
    const bad = toldIn(await authorize({ code_challenge_method: 'plain' }));
    expect([good.get('iss'), bad.get('iss')]).toEqual([body['issuer'], body['issuer']]);
  });

  it('a foreign Host makes no issuer of itself', async () => {
    const headers = { host: 'evil.example' };
    for (const target of ['/.well-known/oauth-authorization-server', attemptOf(clientId).url]) {
      expect((await http.get(target, { key: null, headers })).status).toBe(403);
    }
  });

  it('X-Forwarded headers of a client change no address', async () => {
    const answer = await http.get(attemptOf(clientId).url, {
      key: null,
      headers: {
        host: `localhost:${http.port}`,
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
      },
    });
    expect(`${answer.text} ${JSON.stringify(answer.headers)}`).not.toContain('evil');
  });
});

describe('codes', () => {
  it('replay: the second use fails, and ends what the first one gave', async () => {
    const got = await codeFor();
    const first = tokensOf(await exchange(http, got));
    expect((await ping(first.access_token)).status).toBe(200);
    expect((await exchange(http, got)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await ping(first.access_token)).status).toBe(401);
    const renewed = await refresh(http, { clientId, token: first.refresh_token });
    expect(renewed.body).toMatchObject({ error: 'invalid_grant' });
  });

  it('replay at the same time: at most one wins, and nothing of it lasts', async () => {
    const got = await codeFor();
    const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(http, got)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won.length).toBeLessThanOrEqual(1);
    for (const answer of won) expect((await ping(tokensOf(answer).access_token)).status).toBe(401);
  });

  it.each([
    ['without its verifier', { code_verifier: undefined }],
    ['with another verifier', { code_verifier: 'a'.repeat(43) }],
    ['with the challenge for a verifier', { code_verifier: '' }],
    ['with another redirect', { redirect_uri: 'https://evil.example/' }],
    ['without its redirect', { redirect_uri: undefined }],
    ['for a foreign resource', { resource: 'https://evil.example/mcp' }],
  ])('%s gives no token', async (_, changes) => {
    const answer = await exchange(http, await codeFor(), changes);
    expect(answer.status).toBe(400);
    expect(answer.body['access_token']).toBeUndefined();
  });

  it("another client's code gives no token", async () => {
    const other = await registeredId(http, { client_name: 'Other' });
    const answer = await exchange(http, await codeFor(), { client_id: other });
    expect(answer.body).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('tokens', () => {
  it('refresh replay: the old one fails, and ends the new ones', async () => {
    const { refresh_token: old, clientId: id } = await signedInClient(http);
    const renewed = tokensOf(await refresh(http, { clientId: id, token: old }));
    expect((await ping(renewed.access_token)).status).toBe(200);
    expect((await refresh(http, { clientId: id, token: old })).body).toMatchObject({
      error: 'invalid_grant',
    });
    expect((await ping(renewed.access_token)).status).toBe(401);
    const later = await refresh(http, { clientId: id, token: renewed.refresh_token });
    expect(later.body).toMatchObject({ error: 'invalid_grant' });
  });

  it("another client's refresh token gives nothing, and ends nothing", async () => {
    const mine = await signedInClient(http);
    const other = await registeredId(http, { client_name: 'Thief' });
    expect((await refresh(http, { clientId: other, token: mine.refresh_token })).status).toBe(400);
    await postForm(http, '/oauth/revoke', { token: mine.refresh_token, client_id: other });
    expect(
      (await refresh(http, { clientId: mine.clientId, token: mine.refresh_token })).status,
    ).toBe(200);
  });

  it.each(['access_token', 'refresh_token'] as const)(
    'a revoked %s ends everything, the streams that are open too',
    async (which) => {
      const tokens = await signedInClient(http, { client: { client_name: `Stream ${which}` } });
      const { body } = await http.call(
        { intent: 'system.ping', wait_s: 0 },
        { key: tokens.access_token },
      );
      const stream = openStream(`/jobs/${String(body['job_id'])}/events`, tokens.access_token);
      await stream.opened;
      await postForm(http, '/oauth/revoke', { token: tokens[which], client_id: tokens.clientId });
      await stream.ended;
      expect((await ping(tokens.access_token)).status).toBe(401);
    },
  );

  it('a refresh token, a code and a client id open no door', async () => {
    const tokens = await signedInClient(http);
    for (const key of [tokens.refresh_token, tokens.code, tokens.clientId])
      expect((await ping(key)).status).toBe(401);
  });

  it('no token goes into an address', async () => {
    const { access_token: token } = await signedInClient(http);
    const answer = await http.get(`/intents?access_token=${token}`, { key: null });
    expect(answer.body).toMatchObject({ error: { code: 'key_in_url' } });
  });

  it('nothing that opens a door is on the disk', async () => {
    const tokens = await signedInClient(http);
    const files = readdirSync(http.dataDir, { recursive: true, encoding: 'utf8' });
    const disk = files
      .filter((name) => name.startsWith('tutti.db'))
      .map((name) => readFileSync(path.join(http.dataDir, name), 'latin1'))
      .join('');
    expect(disk).toContain(tokens.clientId);
    for (const secret of [tokens.access_token, tokens.refresh_token, tokens.code])
      expect(disk.includes(secret)).toBe(false);
  });

  it('sign-in that is switched off: what it gave counts no more', async () => {
    const house = await startOAuthHouse();
    const { access_token: key, refresh_token: token, clientId: id } = await signedInClient(house);
    expect((await house.call({ intent: 'system.ping' }, { key })).status).toBe(200);
    house.write('auth: { sign_in: false }\n');
    await house.asOwner('POST', '/owner/reload');
    expect((await house.call({ intent: 'system.ping' }, { key })).status).toBe(401);
    expect((await refresh(house, { clientId: id, token })).status).toBe(404);
    await house.stop();
  });

  it('wrong audience: a token for the address of before opens nothing at the new one', async () => {
    const house = await startOAuthHouse('public_url: https://old.example\n');
    const { access_token: local } = await signedInClient(house);
    expect((await house.call({ intent: 'system.ping' }, { key: local })).status).toBe(200);
    const visitor = createVisitor(house, 'https://old.example');
    const id = await registeredId(house);
    const attempt = attemptOf(id, { resource: 'https://old.example/mcp' });
    const code = (await visitor.letIn(attempt)).get('code') ?? '';
    const taken = await exchange(house, { attempt, code }, {}, 'old.example');
    const key = tokensOf(taken).access_token;
    expect((await house.call({ intent: 'system.ping' }, { key })).status).toBe(200);
    house.write('public_url: https://new.example\n');
    await house.asOwner('POST', '/owner/reload');
    expect((await house.call({ intent: 'system.ping' }, { key })).status).toBe(401);
    await house.stop();
  });
});

describe('the page that asks the owner', () => {
  const asking = async () => {
    const visitor = createVisitor(http);
    return { visitor, ...(await visitor.asked(attemptOf(clientId))) };
  };
  const allowed = (formToken: string) => ({
    form_token: formToken,
    action: 'allow',
    access: 'all',
    caller: 'attacked',
    space: 'personal',
  });

  it.each([
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a foreign frame', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['a page without an origin', { origin: 'null' }],
    ['no browser', { origin: undefined, 'sec-fetch-site': undefined }],
  ])('CSRF from %s: nothing is let in', async (_, headers) => {
    const { visitor, path: page, formToken } = await asking();
    const answer = await visitor.send(page, allowed(formToken), headers);
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('http-equiv="refresh"');
  });

  it('CSRF without the token of the form, or with that of another session: nothing is let in', async () => {
    const { visitor, path: page } = await asking();
    const other = await asking();
    for (const token of ['', other.formToken])
      expect((await visitor.send(page, allowed(token))).status).toBe(403);
  });

  it('login CSRF: a request that began in another browser is nobody’s here', async () => {
    const theirs = await asking();
    const ours = await asking();
    const looked = await ours.visitor.open(theirs.path);
    expect(looked.status).toBe(410);
    expect(looked.text).not.toContain('ChatGPT');
    expect((await ours.visitor.send(theirs.path, allowed(ours.formToken))).status).toBe(410);
  });

  it('nobody but the owner sees or answers it', async () => {
    const { visitor, path: page, formToken } = await asking();
    visitor.cookies.delete('tutti_owner');
    const looked = await visitor.open(page);
    expect(looked.status).toBe(401);
    expect(looked.text).not.toContain('ChatGPT');
    expect((await visitor.send(page, allowed(formToken))).status).toBe(401);
    const headers = { authorization: `Bearer ${(await signedInClient(http)).access_token}` };
    expect((await visitor.open(page, headers)).status).toBe(403);
  });

  it('opening it, with whatever in the address, lets nobody in', async () => {
    const { visitor, path: page } = await asking();
    const answer = await visitor.open(`${page}?action=allow&access=all`);
    expect(answer.text).not.toContain('http-equiv="refresh"');
    expect(answer.text).toContain('Let it in');
  });

  it('clickjacking: no page of sign-in can be framed, nor run anything from elsewhere', async () => {
    const { page, visitor, path: shown } = await asking();
    visitor.cookies.delete('tutti_owner');
    const pages = [page, await visitor.open(shown), await authorize({ redirect_uri: undefined })];
    for (const { headers } of pages) {
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("form-action 'self'");
      expect(headers['x-frame-options']).toBe('DENY');
    }
  });

  it('what a client calls itself runs nothing, and hides nothing', async () => {
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>';
    const id = await registeredId(http, { client_name: `${evil}\u202eevil` });
    const { page } = await createVisitor(http).asked(attemptOf(id));
    expect(page.text).not.toContain('<script>alert');
    expect(page.text).not.toContain('<img');
    expect(page.text).toContain('&lt;script&gt;alert(1)');
    expect(page.text).not.toContain('\u202e');
  });

  it('takes scopes that are none for a mistake', async () => {
    const { visitor, path: page, formToken } = await asking();
    for (const changes of [
      { access: 'some' },
      { access: 'some', patterns: 'memory.*; drop' },
      { access: 'everything' },
      { caller: 'No Such Name' },
      { space: '../etc' },
    ]) {
      const answer = await visitor.send(page, { ...allowed(formToken), ...changes });
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain('http-equiv="refresh"');
    }
  });
});

describe('too much', () => {
  it('registering without end: refused with a time to wait, and others still come in', async () => {
    const house = await startOAuthHouse('', { clock: { now: () => 1_900_000_000_000 } });
    const answers = await Promise.all(Array.from({ length: 80 }, () => register(house)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(20);
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    await house.stop();
  });

  it('a body larger than any client needs is not read', async () => {
    const answer = await register(http, { redirect_uris: [redirectUri], junk: 'x'.repeat(50_000) });
    expect(answer.status).toBe(413);
    const form = await postForm(http, '/oauth/token', { grant_type: 'x'.repeat(200_000) });
    expect([400, 413]).toContain(form.status);
  });

  it('a request to authorize that is longer than any client needs is not kept', async () => {
    expect((await authorize({ state: 'x'.repeat(9000) })).status).toBe(431);
  });

  it('asking to authorize without end costs a bounded number of places', async () => {
    const house = await startOAuthHouse('', { clock: { now: () => 1_900_000_000_000 } });
    const id = await registeredId(house);
    const headers = { host: `localhost:${house.port}` };
    const statuses: number[] = [];
    for (let time = 0; time < 150; time += 1)
      statuses.push((await house.get(attemptOf(id).url, { key: null, headers })).status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(120);
    expect(statuses.at(-1)).toBe(429);
    await house.stop();
  });

  it('keys of the owner and of callers sign nobody in', async () => {
    const visitor = createVisitor(http);
    const { path: page } = await visitor.asked(attemptOf(clientId));
    const fresh = createVisitor(http);
    const answer = await fresh.send(page, { action: 'allow', owner_key: ownerKey });
    expect(answer.status).toBe(401);
    expect(formTokenOf(answer)).toBe('');
  });
});

/** A stream of server-sent events, as long as it goes on. */
function openStream(target: string, key: string) {
  const opened = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const headers = { authorization: `Bearer ${key}` };
  httpRequest({ host: '127.0.0.1', port: http.port, path: target, headers }, (response) => {
    response.resume().on('end', ended.resolve).on('error', ended.resolve);
    opened.resolve();
  }).end();
  return { opened: opened.promise, ended: ended.promise };
}
