/** The owner's browser, as far as cookies, forms and redirects go: for what needs no eyes. */
import { ownerKey, type HttpAnswer, type HttpHouse } from '../../integration/http-harness.ts';
import {
  exchange,
  registeredId,
  attemptOf,
  tokensOf,
  type Attempt,
  type Tokens,
} from './oauth-client.ts';

type Fields = Readonly<Record<string, string>>;
type Headers = Readonly<Record<string, string | undefined>>;

export interface Visitor {
  /** Follows redirects inside the gateway; gives the answer that is a page, or leads away. */
  open(path: string, headers?: Headers): Promise<HttpAnswer>;
  send(path: string, fields: Fields, headers?: Headers): Promise<HttpAnswer>;
  signIn(next: string): Promise<HttpAnswer>;
  /** Opens the request to authorize and comes as far as the question. Gives the path of its page. */
  asked(attempt: Attempt): Promise<{ path: string; page: HttpAnswer; formToken: string }>;
  /** Lets the client in; gives the code that it is sent, and all that comes with it. */
  letIn(attempt: Attempt, fields?: Fields): Promise<URLSearchParams>;
  /** What the client gets once the page sent the browser on. */
  onward(done: HttpAnswer): Promise<URLSearchParams>;
  readonly cookies: Map<string, { value: string; path: string }>;
}

const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';

export function createVisitor(http: HttpHouse, origin = `http://localhost:${http.port}`): Visitor {
  const cookies = new Map<string, { value: string; path: string }>();
  const { host, pathname } = new URL(origin);
  /* Where a proxy offers the gateway under a path, and takes that off. */
  const base = pathname.replace(/\/$/, '');
  const request = async (
    method: string,
    path: string,
    { headers = {}, body }: { headers?: Headers; body?: string },
  ) => {
    const cookie = [...cookies]
      .filter(([, { path: prefix }]) => path.startsWith(prefix))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const all = { accept, host, ...(cookie && { cookie }), ...headers };
    const given = Object.entries(all).filter(
      (one): one is [string, string] => one[1] !== undefined,
    );
    const answer = await http.send(method, path.startsWith(base) ? path.slice(base.length) : path, {
      key: null,
      headers: Object.fromEntries(given),
      ...(body !== undefined && { body }),
    });
    for (const line of answer.headers['set-cookie'] ?? []) keep(cookies, line);
    return answer;
  };
  const follow = async (answer: HttpAnswer): Promise<HttpAnswer> => {
    const { location } = answer.headers;
    if (location === undefined) return answer;
    const url = new URL(location, origin);
    if (url.origin !== new URL(origin).origin) return answer;
    return follow(await request('GET', url.pathname + url.search, {}));
  };

  const visitor: Visitor = {
    cookies,
    open: async (path, headers) => follow(await request('GET', path, headers ? { headers } : {})),
    async send(path, fields, headers = {}) {
      const form = {
        'content-type': 'application/x-www-form-urlencoded',
        origin: new URL(origin).origin,
        'sec-fetch-site': 'same-origin',
        ...headers,
      };
      const body = new URLSearchParams(fields).toString();
      return follow(await request('POST', path, { headers: form, body }));
    },
    signIn: (next) => visitor.send(`${base}/owner/sign-in`, { owner_key: ownerKey, next }),
    async asked(attempt) {
      const first = await visitor.open(base + attempt.url);
      const path = /action="([^"]*\/owner\/connect\/[^"]+)"/.exec(first.text)?.[1];
      const next = /name="next"\s+value="([^"]+)"/.exec(first.text)?.[1];
      const page = path === undefined && next !== undefined ? await visitor.signIn(next) : first;
      return { path: path ?? base + (next ?? ''), page, formToken: formTokenOf(page) };
    },
    async letIn(attempt, fields = {}) {
      const { path, formToken, page } = await visitor.asked(attempt);
      const shown = (name: string) =>
        new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page.text)?.[1] ?? '';
      const given = { caller: shown('caller'), space: shown('space'), access: 'all', ...fields };
      const done = await visitor.send(path, { form_token: formToken, action: 'allow', ...given });
      return visitor.onward(done);
    },
    async onward(done) {
      const url = onwardOf(done);
      const away = await visitor.open(url.pathname + url.search);
      return new URL(away.headers.location ?? 'about:blank').searchParams;
    },
  };
  return visitor;
}

export function formTokenOf({ text }: HttpAnswer): string {
  return /name="form_token"\s+value="([^"]+)"/.exec(text)?.[1] ?? '';
}

/** Where a page sends the browser by itself. */
function onwardOf({ text, status }: HttpAnswer): URL {
  const url = /http-equiv="refresh"\s+content="0; url=([^"]+)"/.exec(text)?.[1];
  if (url === undefined)
    throw new Error(`The page leads nowhere (${status}): ${text.slice(0, 3000)}`);
  return new URL(url.replaceAll('&amp;', '&'));
}

/** All of it: a client registers, the owner lets it in, it takes its tokens. */
export async function signedInClient(
  http: HttpHouse,
  { client = {}, fields = {} }: { client?: object; fields?: Fields } = {},
): Promise<Tokens & { clientId: string; code: string; attempt: Attempt }> {
  const clientId = await registeredId(http, client);
  const attempt = attemptOf(clientId);
  const answer = await createVisitor(http).letIn(attempt, fields);
  const code = answer.get('code') ?? '';
  const tokens = tokensOf(await exchange(http, { attempt, code }));
  return { ...tokens, clientId, code, attempt };
}

function keep(cookies: Visitor['cookies'], line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  const attribute = (wanted: string) =>
    attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
  const isOver = value === '' || attribute('max-age') === '0';
  if (isOver) cookies.delete(name);
  else cookies.set(name, { value, path: attribute('path') ?? '/' });
}
