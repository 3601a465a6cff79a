/** Clients that are known by a document which they publish, and what can be done with its address. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpHouse } from '../integration/http-harness.ts';
import { startDocumentServer, type DocumentServer } from './support/document-server.ts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { attemptOf, exchange, redirectUri, refresh, tokensOf } from './support/oauth-client.ts';
import { startOAuthHouse } from './support/oauth-house.ts';
import { createVisitor } from './support/visitor.ts';

let server: DocumentServer;
let http: HttpHouse;
let lookups: string[];
beforeAll(async () => {
  server = await startDocumentServer();
  lookups = [];
  http = await startOAuthHouse(`auth: { private_hosts: ["${server.host}"] }\n`, {
    safeFetch: {
      ca: [server.ca],
      lookup: async (name) => {
        lookups.push(name);
        return name === 'rebind.example' ? ['93.184.216.34', '127.0.0.1'] : ['127.0.0.1'];
      },
    },
  });
});
afterAll(async () => {
  await http.stop();
  await server.close();
});

const document = (changes: object = {}) => ({
  client_name: 'ChatGPT',
  redirect_uris: [redirectUri],
  token_endpoint_auth_method: 'none',
  ...changes,
});
const authorize = (clientId: string, changes: Record<string, string> = {}) =>
  http.get(attemptOf(clientId, changes).url, {
    key: null,
    headers: { host: `localhost:${http.port}` },
  });

describe('a client with a document', () => {
  it('needs no registration: it is fetched, shown as verified, let in and renewed', async () => {
    const clientId = server.publish(
      document({ scope: 'whatever', logo_uri: 'https://a.example/x' }),
    );
    const attempt = attemptOf(clientId);
    const { page } = await createVisitor(http).asked(attempt);
    expect(page.text).toContain('Verified:');
    expect(page.text).toContain(server.host);
    const code = (await createVisitor(http).letIn(attempt)).get('code') ?? '';
    const tokens = tokensOf(await exchange(http, { attempt, code }));
    const { status } = await http.call({ intent: 'system.ping' }, { key: tokens.access_token });
    expect(status).toBe(200);
    const renewed = await refresh(http, { clientId, token: tokens.refresh_token });
    expect(renewed.status).toBe(200);
    const { body } = await http.asOwner('GET', '/owner/clients');
    expect(body['items']).toMatchObject([{ client_id: clientId, caller: 'chatgpt' }]);
  });

  it('is not verified where its codes go to a program on the computer', async () => {
    const clientId = server.publish(document({ redirect_uris: ['http://localhost/callback'] }));
    const attempt = attemptOf(clientId, { redirect_uri: 'http://localhost:4711/callback' });
    const { page } = await createVisitor(http).asked(attempt);
    expect(page.text).toContain('Unverified');
    expect(page.text).not.toContain('Verified:');
  });

  it('that signs with a key which it publishes has to: nobody else takes its tokens', async () => {
    const keys = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
    const jwks_uri = server.answer('/jwks', (_, response) =>
      response.end(JSON.stringify({ keys: [jwk] })),
    );
    const clientId = server.publish(
      document({ token_endpoint_auth_method: 'private_key_jwt', jwks_uri }),
    );
    const signed = (jti: string) =>
      new SignJWT({ iss: clientId, sub: clientId, aud: `http://localhost:${http.port}`, jti })
        .setProtectedHeader({ alg: 'ES256', kid: 'k' })
        .setIssuedAt()
        .setExpirationTime('1m')
        .sign(keys.privateKey);
    const code = async () => {
      const attempt = attemptOf(clientId);
      return { attempt, code: (await createVisitor(http).letIn(attempt)).get('code') ?? '' };
    };
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    expect((await exchange(http, await code())).status).toBe(401);
    const proof = { client_assertion_type: type, client_assertion: await signed('one') };
    expect((await exchange(http, await code(), proof)).status).toBe(200);
    expect((await exchange(http, await code(), proof)).status).toBe(401);
  });

  it('may have its codes sent only where its document says', async () => {
    const clientId = server.publish(document());
    const answer = await authorize(clientId, { redirect_uri: 'https://evil.example/' });
    expect(answer.status).toBe(400);
    expect(answer.headers.location).toBeUndefined();
  });
});

describe('a document that counts for nothing', () => {
  it.each([
    ['of another client', () => server.publish({ ...document(), client_id: 'https://a.example/' })],
    ['without redirects', () => server.publish(document({ redirect_uris: [] }))],
    [
      'with a redirect that is a script',
      () => server.publish(document({ redirect_uris: ['javascript:1'] })),
    ],
    [
      'with one that is http',
      () => server.publish(document({ redirect_uris: ['http://a.example/'] })),
    ],
    ['that is too large', () => server.publish(document({ junk: 'x'.repeat(20_000) }))],
    ['that is not JSON', () => server.answer('/text', (_, response) => response.end('<html>'))],
    ['that is a list', () => server.answer('/list', (_, response) => response.end('[]'))],
    ['that is not there', () => `${server.origin}/nothing`],
    [
      'that is somewhere else',
      () =>
        server.answer('/moved', (_, response) =>
          response.writeHead(302, { location: '/client-1.json' }).end(),
        ),
    ],
    ['that is null', () => server.answer('/null', (_, r) => r.end('null'))],
  ])('%s', async (_, publish) => {
    const answer = await authorize(publish());
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('does not know the program');
    expect(answer.headers.location).toBeUndefined();
  });

  it('that never ends is given up, and others are served meanwhile', async () => {
    const slow = authorize(
      server.answer('/slow', (_, response) => response.writeHead(200).write('{')),
    );
    expect((await http.call({ intent: 'system.ping' })).status).toBe(200);
    expect((await slow).status).toBe(400);
  });
});

describe('SSRF by the address of a document: nothing inside is called', () => {
  it.each([
    'https://127.0.0.1/client.json',
    'https://localhost/client.json',
    'https://[::1]/client.json',
    'https://[::ffff:127.0.0.1]/client.json',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.5/client.json',
    'https://192.168.1.1/client.json',
    'https://0x7f000001/client.json',
    'https://2130706433/client.json',
    'https://0177.0.0.1/client.json',
    'https://127.1/client.json',
    'https://[64:ff9b::7f00:1]/client.json',
    'https://[fd00::5]/client.json',
    'https://metadata.internal/client.json',
    'https://rebind.example/client.json',
    'https://localhost.:443/client.json',
    'https://user:pass@chatgpt.com/client.json',
    'https://chatgpt.com:22/client.json',
    'http://chatgpt.com/client.json',
    'https://chatgpt.com/client.json#x',
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_FLUSHALL',
    'javascript:alert(1)',
  ])('%s', async (clientId) => {
    const before = server.asked.length;
    const answer = await authorize(clientId);
    expect(answer.status).toBe(400);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.text).not.toMatch(/127\.0\.0\.1:|ECONN|refused|private|resolve/i);
    expect(server.asked.length).toBe(before);
  });

  it('a name that leads to the port of the server on loopback is not called either', async () => {
    const { port } = new URL(server.origin);
    const before = server.asked.length;
    const answer = await authorize(`https://inside.example:${port}/client-1.json`);
    expect(answer.status).toBe(400);
    expect(lookups).toContain('inside.example');
    expect(server.asked.length).toBe(before);
  });

  it('fetching without end: at most so many a minute', async () => {
    const house = await startOAuthHouse(`auth: { private_hosts: ["${server.host}"] }\n`, {
      clock: { now: () => 1_900_000_000_000 },
      safeFetch: { ca: [server.ca] },
    });
    const before = server.asked.length;
    for (let time = 0; time < 60; time += 1)
      await house.get(attemptOf(`${server.origin}/none-${time}`).url, {
        key: null,
        headers: { host: `localhost:${house.port}` },
      });
    expect(server.asked.length - before).toBeLessThanOrEqual(30);
    await house.stop();
  });
});
