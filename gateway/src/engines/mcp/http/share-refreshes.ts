import type { FetchLike } from '@modelcontextprotocol/client';

/* Long enough for whoever read the old token just before the new one came. */
const keptMs = 10_000;

/**
 * A refresh token is sent once, however many calls find at the same time that the access token has run out: all get
 * the one answer. Servers that rotate such tokens take a second use for a theft, and end the sign-in.
 */
export function createRefreshSharing(): (fetch: FetchLike) => FetchLike {
  const answers = new Map<string, Promise<SharedAnswer>>();
  return (fetch) => async (input, init) => {
    const token = refreshTokenIn(init?.body);
    if (token === undefined) return fetch(input, init);
    const key = `${String(input)} ${token}`;
    const known = answers.get(key);
    if (known) return responseOf(await known);
    const answer = fetch(input, init).then(shared);
    answers.set(key, answer);
    const forget = () => answers.delete(key);
    answer.then((given) => {
      if (rotates(given, token)) setTimeout(forget, keptMs).unref();
      else forget();
    }, forget);
    return responseOf(await answer);
  };
}

interface SharedAnswer {
  readonly text: string;
  readonly status: number;
  readonly headers: Headers;
}

function refreshTokenIn(body: unknown): string | undefined {
  if (typeof body !== 'string' && !(body instanceof URLSearchParams)) return undefined;
  const fields = new URLSearchParams(body);
  if (fields.get('grant_type') !== 'refresh_token') return undefined;
  return fields.get('refresh_token') ?? undefined;
}

/** Whether the token is spent now: one that stays may be sent again. */
function rotates({ status, text }: SharedAnswer, token: string): boolean {
  if (status !== 200) return false;
  try {
    const { refresh_token: next } = JSON.parse(text) as { refresh_token?: string };
    return next !== undefined && next !== token;
  } catch {
    return false;
  }
}

async function shared(response: Response): Promise<SharedAnswer> {
  return { text: await response.text(), status: response.status, headers: response.headers };
}

function responseOf({ text, status, headers }: SharedAnswer): Response {
  const type = headers.get('content-type') ?? 'application/json';
  return new Response(text, { status, headers: { 'content-type': type } });
}
