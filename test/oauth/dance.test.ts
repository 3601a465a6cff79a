/** Sign-in of a client, step by step, as ChatGPT and Claude do it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tutti } from '../e2e/support/tutti.ts';
import { ownerKey, type HttpHouse } from '../integration/http-harness.ts';
import { startOAuthHouse } from './support/oauth-house.ts';
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
import { createVisitor, signedInClient } from './support/visitor.ts';

let http: HttpHouse;
let origin: string;
beforeAll(async () => {
  http = await startOAuthHouse();
  origin = `http://localhost:${http.port}`;
});
afterAll(() => http.stop());

const atLocalhost = () => ({ key: null, headers: { host: `localhost:${http.port}` } });
const callWith = (key: string, intent = 'system.ping') => http.call({ intent }, { key });

describe('a client that was turned away', () => {
  it('is told where to find out how to sign in', async () => {
    const answer = await http.send('POST', '/orchestrate', atLocalhost());
    expect(answer.status).toBe(401);
    const challenge = String(answer.headers['www-authenticate']);
    const where = /resource_metadata="([^"]+)"/.exec(challenge)?.[1];
    expect(where).toBe(`${origin}/.well-known/oauth-protected-resource/mcp`);
    const { body } = await http.get(new URL(where ?? '').pathname, atLocalhost());
    expect(body).toMatchObject({ resource: `${origin}/mcp`, authorization_servers: [origin] });
  });

  it.each([
    '/.well-known/oauth-protected-resource',
    '/.well-known/oauth-protected-resource/mcp',
    '/.well-known/oauth-authorization-server',
    '/.well-known/oauth-authorization-server/mcp',
  ])('finds %s', async (path) => {
    expect((await http.get(path, atLocalhost())).status).toBe(200);
  });

  it('finds nothing at paths that are not ours', async () => {
    const paths = [
      '/.well-known/oauth-authorization-server/other',
      '/.well-known/openid-configuration',
    ];
    for (const path of paths) expect((await http.get(path, atLocalhost())).status).toBe(404);
  });

  it('reads what the server can do, under the name that it used itself', async () => {
    const { body } = await http.get('/.well-known/oauth-authorization-server', { key: null });
    const issuer = `http://127.0.0.1:${http.port}`;
    expect(body).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      registration_endpoint: `${issuer}/oauth/register`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      code_challenge_methods_supported: ['S256'],
      client_id_metadata_document_supported: true,
      authorization_response_iss_parameter_supported: true,
    });
  });
});

describe('registration', () => {
  it('gives a client an id and no secret, whatever it asked for', async () => {
    const answer = await register(http, {
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['authorization_code'],
      scope: 'everything',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      client_name: 'ChatGPT',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
    });
    expect(answer.body['client_id']).toMatch(/^client_[\w-]{22}$/);
    expect(answer.text).not.toContain('secret');
  });

  it.each([
    ['no redirect', { redirect_uris: [] }, 'invalid_client_metadata'],
    ['one that is no list', { redirect_uris: 'https://a.example' }, 'invalid_client_metadata'],
    ['plain http', { redirect_uris: ['http://a.example/cb'] }, 'invalid_redirect_uri'],
    ['a fragment', { redirect_uris: [redirectUri, `${redirectUri}#x`] }, 'invalid_redirect_uri'],
    ['a script', { redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
  ])('refuses %s, in the words of its RFC', async (_, changes, error) => {
    const answer = await register(http, changes);
    expect([answer.status, answer.body['error']]).toEqual([400, error]);
    expect(answer.body['error_description']).toBeTypeOf('string');
  });
});

describe('the whole way', () => {
  it('asks the owner, and gives a token that calls, is renewed and revoked', async () => {
    const clientId = await registeredId(http);
    const attempt = attemptOf(clientId, {
      resource: `${origin}/mcp`,
      scope: 'openid offline_access x',
    });
    const visitor = createVisitor(http);
    const { page } = await visitor.asked(attempt);
    expect(page.status).toBe(200);
    expect(page.text).toContain('ChatGPT');
    expect(page.text).toContain('chatgpt.com');
    expect(page.text).toContain('Unverified');

    const answer = await visitor.letIn(attempt, { caller: 'chatgpt-1' });
    expect(answer.get('state')).toBe(attempt.state);
    expect(answer.get('iss')).toBe(origin);
    const taken = await exchange(
      http,
      { attempt, code: answer.get('code') ?? '' },
      { resource: `${origin}/mcp` },
    );
    expect(taken.status).toBe(200);
    expect(taken.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'tutti' });
    expect(taken.headers['cache-control']).toContain('no-store');
    const { access_token: first, refresh_token: token } = tokensOf(taken);

    const called = await callWith(first);
    expect(called.body).toMatchObject({ status: 'success' });

    const renewed = tokensOf(await refresh(http, { clientId, token }));
    expect(renewed.access_token).not.toBe(first);
    expect((await callWith(renewed.access_token)).status).toBe(200);

    const revoked = await postForm(http, '/oauth/revoke', {
      token: renewed.refresh_token,
      client_id: clientId,
    });
    expect(revoked.status).toBe(200);
    for (const key of [first, renewed.access_token]) expect((await callWith(key)).status).toBe(401);
    expect((await refresh(http, { clientId, token: renewed.refresh_token })).status).toBe(400);
  });

  it('lets a client do what the owner chose, and nothing else', async () => {
    const { access_token: key } = await signedInClient(http, {
      fields: { caller: 'reader', access: 'reads' },
    });
    expect((await callWith(key)).status).toBe(200);
    const write = await http.call({ intent: 'memory.write', inputs: { text: 'x' } }, { key });
    expect(write.body).toMatchObject({ error: { code: 'unknown_intent' } });
    const picked = await signedInClient(http, {
      client: { client_name: 'Picker' },
      fields: { caller: 'picker', access: 'some', intent: 'memory.write', patterns: 'jobs.*' },
    });
    const { body } = await http.get('/intents', { key: picked.access_token });
    const names = (body['items'] as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['memory.write', 'jobs.get']));
    expect(names.every((name) => name === 'memory.write' || name.startsWith('jobs.'))).toBe(true);
  });

  it('ends with access_denied, for a client that the owner denies', async () => {
    const attempt = attemptOf(await registeredId(http));
    const visitor = createVisitor(http);
    const { path, formToken } = await visitor.asked(attempt);
    const answer = await visitor.onward(
      await visitor.send(path, { form_token: formToken, action: 'deny' }),
    );
    expect(Object.fromEntries(answer)).toMatchObject({
      error: 'access_denied',
      state: attempt.state,
      iss: origin,
    });
    expect(answer.has('code')).toBe(false);
  });

  it('makes the same caller of a client that comes again, with the scopes of the last time', async () => {
    const client = { client_name: 'Again' };
    const first = await signedInClient(http, { client });
    const second = await signedInClient(http, {
      client,
      fields: { access: 'some', patterns: 'system.*' },
    });
    const { body } = await http.asOwner('GET', '/owner/clients');
    const again = (body['items'] as Record<string, unknown>[]).filter(
      ({ client: name }) => name === 'Again',
    );
    expect(again).toMatchObject([
      { caller: 'again', scopes: ['system.*'], state: 'live', redirect_host: 'chatgpt.com' },
      { caller: 'again', state: 'live' },
    ]);
    for (const { access_token: key } of [first, second]) {
      const answer = await http.call({ intent: 'memory.list' }, { key });
      expect(answer.body).toMatchObject({ error: { code: 'unknown_intent' } });
    }
  });

  it('proposes the space of the last time with the caller of the last time', async () => {
    const client = { client_name: 'Worker' };
    await signedInClient(http, { client, fields: { space: 'work' } });
    const { page } = await createVisitor(http).asked(attemptOf(await registeredId(http, client)));
    expect(page.text).toMatch(/name="caller"\s+value="worker"/);
    expect(page.text).toMatch(/name="space"\s+value="work"/);
  });

  it('asks before a client becomes a caller that is there already', async () => {
    await http.newKey({ caller: 'taken', scopes: ['memory.*'] });
    const attempt = attemptOf(await registeredId(http, { client_name: 'Taken' }));
    const visitor = createVisitor(http);
    const { path, page, formToken } = await visitor.asked(attempt);
    expect(page.text).toContain('value="taken-2"');
    const fields = { form_token: formToken, action: 'allow', access: 'all', space: 'personal' };
    const asked = await visitor.send(path, { ...fields, caller: 'taken' });
    expect(asked.status).toBe(409);
    expect(asked.text).toContain('There is a caller &quot;taken&quot; already');
    const done = await visitor.send(path, { ...fields, caller: 'taken', join: 'yes' });
    expect((await visitor.onward(done)).has('code')).toBe(true);
  });

  it('is ended by the owner, by id or by caller, and open streams with it', async () => {
    const { access_token: key } = await signedInClient(http, {
      client: { client_name: 'Streamer' },
    });
    const { body } = await http.call({ intent: 'system.ping', wait_s: 0 }, { key });
    expect(body).toMatchObject({ status: 'accepted' });
    expect((await http.asOwner('POST', '/owner/clients/streamer/revoke')).body).toEqual({
      revoked: 1,
    });
    expect((await callWith(key)).status).toBe(401);
    expect((await http.asOwner('POST', '/owner/clients/con_none/revoke')).body).toMatchObject({
      error: { code: 'client_not_found' },
    });
  });
});

describe('behind a proxy that offers the gateway under a path', () => {
  it('works from the metadata to the token', async () => {
    const publicUrl = 'https://home.example/tutti';
    const house = await startOAuthHouse(`public_url: ${publicUrl}\n`);
    const at = { key: null, headers: { host: 'home.example' } };
    for (const path of [
      '/.well-known/oauth-protected-resource/mcp',
      '/.well-known/oauth-protected-resource/tutti/mcp',
    ]) {
      expect((await house.get(path, at)).body).toMatchObject({
        resource: `${publicUrl}/mcp`,
        authorization_servers: [publicUrl],
      });
    }
    const server = await house.get('/.well-known/oauth-authorization-server/tutti', at);
    expect(server.body).toMatchObject({
      issuer: publicUrl,
      token_endpoint: `${publicUrl}/oauth/token`,
    });
    const attempt = attemptOf(await registeredId(house), { resource: `${publicUrl}/mcp` });
    const visitor = createVisitor(house, publicUrl);
    const answer = await visitor.letIn(attempt);
    expect(answer.get('iss')).toBe(publicUrl);
    const paths = [...visitor.cookies.values()].map(({ path }) => path);
    expect(paths.filter((path) => !path.startsWith('/tutti/') && path !== '/')).toEqual([]);
    const got = { attempt, code: answer.get('code') ?? '' };
    const { access_token: key } = tokensOf(await exchange(house, got, {}, 'home.example'));
    expect((await house.call({ intent: 'system.ping' }, { key })).status).toBe(200);
    await house.stop();
  });
});

describe('tutti clients', () => {
  it('lists who was let in, and ends it', async () => {
    const { access_token: key } = await signedInClient(http, {
      client: { client_name: 'Cli guest \u001b[2J' },
      fields: { caller: 'cli-guest', access: 'some', patterns: 'system.*' },
    });
    const env = { TUTTI_DATA_DIR: http.dataDir, TUTTI_OWNER_KEY: ownerKey };
    const listed = await tutti(['clients'], { env });
    const line = listed.out.split('\n').find((text) => text.includes('cli-guest')) ?? '';
    expect(line).toMatch(/^con_\w+ +cli-guest +Cli guest/);
    expect(line).toContain('system.*');
    expect(listed.out).not.toContain('\u001b');
    const revoked = await tutti(['clients', 'revoke', 'cli-guest'], { env });
    expect(revoked.out).toBe('1 consent ended.\n');
    expect((await callWith(key)).status).toBe(401);
    expect((await tutti(['clients'], { env })).out).not.toContain('cli-guest');
    expect((await tutti(['clients', '--all', '--json'], { env })).out).toContain('"revoked"');
    const unknown = await tutti(['clients', 'revoke', 'nobody'], { env });
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('nobody')]);
  });
});
