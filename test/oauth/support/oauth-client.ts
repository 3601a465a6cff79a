/** A client as ChatGPT is one: it finds out how to sign in, registers, sends its user away, and takes tokens. */
import { createHash, randomBytes } from 'node:crypto';
import type { HttpAnswer, HttpHouse } from '../../integration/http-harness.ts';

export const redirectUri = 'https://chatgpt.com/connector/oauth/abc123';

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

export interface Attempt {
  readonly clientId: string;
  readonly verifier: string;
  readonly state: string;
  readonly redirectUri: string;
  readonly url: string;
}

type Changes = Readonly<Record<string, string | undefined>>;

export async function register(http: HttpHouse, changes: object = {}): Promise<HttpAnswer> {
  const metadata = { client_name: 'ChatGPT', redirect_uris: [redirectUri], ...changes };
  return http.send('POST', '/oauth/register', { key: null, body: metadata });
}

export async function registeredId(http: HttpHouse, changes: object = {}): Promise<string> {
  return String((await register(http, changes)).body['client_id']);
}

/** A request to authorize, complete and right but for the changes. */
export function attemptOf(clientId: string, changes: Changes = {}): Attempt {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(8).toString('hex');
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(parameters).filter(
    (one): one is [string, string] => one[1] !== undefined,
  );
  const query = new URLSearchParams(given);
  return {
    clientId,
    verifier,
    state,
    redirectUri: parameters.redirect_uri ?? '',
    url: `/oauth/authorize?${query.toString()}`,
  };
}

export function postForm(
  http: HttpHouse,
  path: string,
  fields: Changes,
  host = `localhost:${http.port}`,
): Promise<HttpAnswer> {
  const given = Object.entries(fields).filter(
    (one): one is [string, string] => one[1] !== undefined,
  );
  return http.send('POST', path, {
    key: null,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      host,
    },
    body: new URLSearchParams(given).toString(),
  });
}

/** Takes tokens for a code. */
export function exchange(
  http: HttpHouse,
  { attempt, code }: { attempt: Attempt; code: string },
  changes: Changes = {},
  host?: string,
): Promise<HttpAnswer> {
  const fields = {
    grant_type: 'authorization_code',
    code,
    client_id: attempt.clientId,
    redirect_uri: attempt.redirectUri,
    code_verifier: attempt.verifier,
    ...changes,
  };
  return postForm(http, '/oauth/token', fields, host);
}

export function refresh(
  http: HttpHouse,
  { clientId, token }: { clientId: string; token: string },
): Promise<HttpAnswer> {
  return postForm(http, '/oauth/token', {
    grant_type: 'refresh_token',
    refresh_token: token,
    client_id: clientId,
  });
}

export function tokensOf({ body }: HttpAnswer): Tokens {
  return {
    access_token: String(body['access_token']),
    refresh_token: String(body['refresh_token']),
  };
}
