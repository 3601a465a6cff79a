/** Tokens of another issuer, and forged ones: line by line what must not open the door. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpHouse } from '../integration/http-harness.ts';
import { startOAuthHouse } from './support/oauth-house.ts';

const audience = 'https://tutti.example/mcp';
let issuer: string;
let keysServer: Server;
let asked: number;
/* What the server of the keys waits for before it answers. */
let gate = Promise.resolve();
let keys: { privateKey: CryptoKey; publicKey: CryptoKey };
let other: { privateKey: CryptoKey; publicKey: CryptoKey };
let http: HttpHouse;

const yaml = () => `
auth:
  external:
    issuer: ${issuer}
    audience: ${audience}
    claim: client_id
    callers:
      - { value: assistant-7, caller: assistant, scopes: ["system.*"] }
`;

beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  other = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  asked = 0;
  keysServer = createServer((request, response) => {
    const at = `http://${request.headers.host ?? ''}`;
    if (request.url === '/keys') asked += 1;
    const body = request.url === '/keys' ? { keys: [jwk] } : { issuer: at, jwks_uri: `${at}/keys` };
    response.setHeader('content-type', 'application/json');
    void gate.then(() => response.end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => keysServer.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(keysServer.address() as AddressInfo).port}`;
  http = await startOAuthHouse(yaml());
});
afterAll(async () => {
  await http.stop();
  keysServer.close();
});

interface Written {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: CryptoKey | Uint8Array;
}

const now = () => Math.floor(Date.now() / 1000);
/* The clock of the house runs fast. */
const claimsOf = (changes: Record<string, unknown> = {}) => ({
  iss: issuer,
  aud: audience,
  client_id: 'assistant-7',
  iat: now() - 60,
  exp: now() + 30_000,
  ...changes,
});
const sign = ({ claims, header, key = keys.privateKey }: Written = {}) =>
  new SignJWT(claimsOf(claims))
    .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
    .sign(key);
const call = (key: string, intent = 'system.ping') => http.call({ intent }, { key });

describe('a token of the issuer that the owner named', () => {
  it('opens the door for the caller of its claim, as far as its scopes go', async () => {
    const token = await sign();
    expect((await call(token)).body).toMatchObject({ status: 'success' });
    expect((await call(token, 'memory.list')).body).toMatchObject({
      error: { code: 'unknown_intent' },
    });
  });

  it('is verified once, and its keys are fetched once', async () => {
    const token = await sign({ claims: { jti: 'again' } });
    for (let time = 0; time < 20; time += 1) expect((await call(token)).status).toBe(200);
    expect(asked).toBe(1);
  });

  it('is what the gateway says where to find, and nobody signs in here', async () => {
    const at = { key: null, headers: { host: `localhost:${http.port}` } };
    const { body } = await http.get('/.well-known/oauth-protected-resource/mcp', at);
    expect(body['authorization_servers']).toEqual([issuer]);
    for (const path of ['/.well-known/oauth-authorization-server', '/oauth/authorize?client_id=x'])
      expect((await http.get(path, at)).status).toBe(404);
  });
});

describe('forged and foreign tokens: 401', () => {
  const secret = new TextEncoder().encode('x'.repeat(32));

  it.each<[string, () => Promise<string> | string]>([
    ['alg none', () => new UnsecuredJWT(claimsOf()).encode()],
    ['alg none, in other letters', () => unsigned({ alg: 'NoNe', kid: 'one' })],
    ['no signature', async () => `${(await sign()).split('.').slice(0, 2).join('.')}.`],
    ['HS256 by a secret of its own', () => sign({ header: { alg: 'HS256' }, key: secret })],
    ['HS256 by the public key', publicKeyAsSecret],
    ['another key under the same kid', () => sign({ key: other.privateKey })],
    ['a kid that is a path', () => sign({ header: { kid: '../../etc/passwd' } })],
    [
      'a kid that is an address',
      () => sign({ header: { kid: 'https://evil.example/k' }, key: other.privateKey }),
    ],
    ['keys that it brings along', keysInside],
    [
      'keys at an address that it names',
      () => sign({ header: { jku: `${issuer}/keys` }, key: other.privateKey }),
    ],
    ['a header that must be understood', critical],
    ['another issuer', () => sign({ claims: { iss: 'https://evil.example' } })],
    ['an issuer that begins alike', () => sign({ claims: { iss: `${issuer}.evil.example` } })],
    ['no issuer', () => sign({ claims: { iss: undefined } })],
    ['another audience', () => sign({ claims: { aud: 'https://other.example/mcp' } })],
    ['no audience', () => sign({ claims: { aud: undefined } })],
    ['an audience that begins alike', () => sign({ claims: { aud: `${audience}/other` } })],
    ['an end in the past', () => sign({ claims: { exp: now() - 60 } })],
    ['no end', () => sign({ claims: { exp: undefined } })],
    ['a beginning in the far future', () => sign({ claims: { nbf: now() + 100_000 } })],
    ['a claim that nobody is set up for', () => sign({ claims: { client_id: 'stranger' } })],
    ['a claim that is a list', () => sign({ claims: { client_id: ['assistant-7'] } })],
    ['no claim', () => sign({ claims: { client_id: undefined } })],
    ['another body under a good signature', swappedBody],
    ['many points', async () => `${await sign()}.x`],
    ['a token as long as a book', async () => `eyJ${'a'.repeat(15_000)}.e30.AA`],
  ])('%s', async (_, forge) => {
    const answer = await call(await forge());
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
    expect(answer.body).toMatchObject({ error: { code: 'unauthenticated' } });
  });

  it('opens nothing of the owner, however good it is', async () => {
    const answer = await http.get('/owner/callers', { key: await sign() });
    expect([401, 403]).toContain(answer.status);
  });

  it('counts no more once the owner took the issuer out', async () => {
    const house = await startOAuthHouse(yaml());
    const token = await sign();
    expect((await house.call({ intent: 'system.ping' }, { key: token })).status).toBe(200);
    house.write('');
    await house.asOwner('POST', '/owner/reload');
    expect((await house.call({ intent: 'system.ping' }, { key: token })).status).toBe(401);
    await house.stop();
  });

  it('counts no more where the owner named another issuer while it was looked at', async () => {
    const house = await startOAuthHouse(yaml());
    const opening = Promise.withResolvers<void>();
    const token = await sign();
    const ping = () => house.call({ intent: 'system.ping' }, { key: token });
    gate = opening.promise;
    const reached = once(keysServer, 'request');
    const waiting = ping();
    await reached;
    house.write(yaml().replace(issuer, 'http://127.0.0.1:1'));
    await house.asOwner('POST', '/owner/reload');
    expect((await ping()).status).toBe(401);

    opening.resolve();
    expect((await waiting).status).toBe(401);
    expect((await ping()).status).toBe(401);
    await house.stop();
  });

  function unsigned(header: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part(header)}.${part(claimsOf())}.`;
  }

  async function publicKeyAsSecret(): Promise<string> {
    const text = JSON.stringify(await exportJWK(keys.publicKey));
    return sign({ header: { alg: 'HS256' }, key: new TextEncoder().encode(text) });
  }

  function critical(): Promise<string> {
    return new SignJWT(claimsOf())
      .setProtectedHeader({ alg: 'RS256', kid: 'one', crit: ['strict'], strict: true })
      .sign(keys.privateKey, { crit: { strict: true } });
  }

  async function keysInside(): Promise<string> {
    const jwk = await exportJWK(other.publicKey);
    return sign({ header: { jwk }, key: other.privateKey });
  }

  async function swappedBody(): Promise<string> {
    const [header, , signature] = (await sign()).split('.');
    const body = Buffer.from(JSON.stringify(claimsOf({ iat: 1 }))).toString('base64url');
    return `${header}.${body}.${signature}`;
  }
});
