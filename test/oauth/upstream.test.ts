/** A gateway that signs in to another one, as to any upstream server with OAuth: the other one is real, too. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasChromium, openBrowser } from '../browser/support/open-browser.ts';
import {
  apiKey,
  ownerKey,
  startHttpHouse,
  type HttpAnswer,
  type HttpHouse,
} from '../integration/http-harness.ts';
import { attemptOf } from './support/oauth-client.ts';
import { createVisitor } from './support/visitor.ts';

const callback = '/owner/mcp/callback';
const hourMs = 60 * 60_000;
const asBrowser = { accept: 'text/html' };

let second: HttpHouse;
let first: HttpHouse;
let laterMs = 0;

const yamlOf = (extra = '') =>
  `mcp: { servers: { second: { url: "http://127.0.0.1:${second.port}/mcp"${extra} } } }\n`;

interface Reviews {
  readonly sources: readonly { source: string; state: string; detail?: string }[];
  readonly items: readonly { name: string; digest: string }[];
}

async function reviews(refresh = true): Promise<Reviews> {
  const answer = await first.asOwner('GET', `/owner/reviews?refresh=${String(refresh)}`);
  return answer.body as unknown as Reviews;
}

/** What `tutti mcp list` says of the server. */
async function stateOfSecond() {
  const { sources } = await reviews(false);
  return sources.find(({ source }) => source === 'second');
}

async function link(): Promise<URL> {
  await reviews();
  const { state, detail = '' } = (await stateOfSecond()) ?? {};
  expect(state).toBe('failing');
  return new URL(/https?:\S+/.exec(detail)?.[0] ?? 'about:blank');
}

/** The owner of the other gateway lets this one in; gives what their browser brings back. */
async function letInBySecond(url: URL): Promise<URLSearchParams> {
  const visitor = createVisitor(second, `http://127.0.0.1:${second.port}`);
  return visitor.letIn({ ...attemptOf('not-used'), url: url.pathname + url.search });
}

function visitorOfFirst() {
  return createVisitor(first, `http://localhost:${first.port}`);
}

async function comeBack(brought: URLSearchParams): Promise<HttpAnswer> {
  const visitor = visitorOfFirst();
  await visitor.signIn('/owner/passkeys');
  return visitor.open(`${callback}?${brought.toString()}`);
}

async function acceptAll(effect = 'read'): Promise<void> {
  const { items } = await reviews();
  const accept = items.map(({ name, digest }) => ({ name, digest, effect }));
  await first.asOwner('POST', '/owner/reviews', { engine: 'mcp', source: 'second', accept });
}

async function signInToSecond(): Promise<void> {
  const done = await comeBack(await letInBySecond(await link()));
  expect([done.status, done.text]).toEqual([200, expect.stringContaining('signed in to second')]);
  await acceptAll();
}

const ping = () => first.call({ intent: 'mcp.second.system_ping' });
const record = () =>
  JSON.parse(readFileSync(path.join(first.dataDir, 'second.sign-in.json'), 'utf8')) as {
    tokens: Record<string, { access_token: string; refresh_token: string }>;
  };
const tokens = () => Object.values(record().tokens)[0];
const revokeAll = async () => {
  const { body } = await second.asOwner('GET', '/owner/clients');
  for (const { consent_id: id } of body['items'] as { consent_id: string }[])
    await second.asOwner('POST', `/owner/clients/${id}/revoke`);
};

async function openHouses(): Promise<void> {
  laterMs = 0;
  second = await startHttpHouse('', { clock: { now: () => Date.now() + laterMs } });
  first = await startHttpHouse('');
  /* As "tutti mcp add" does it: written, and taken over while it runs. */
  first.write(yamlOf());
  await first.asOwner('POST', '/owner/reload', {});
}

async function closeHouses(): Promise<void> {
  await first.stop();
  await second.stop();
}

describe('signing in to an upstream server', () => {
  beforeAll(openHouses);
  afterAll(closeHouses);

  it('shows the owner one link, which stays the same while they follow it', async () => {
    const url = await link();
    expect(url.origin + url.pathname).toBe(`http://127.0.0.1:${second.port}/oauth/authorize`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `http://localhost:${first.port}${callback}`,
      resource: `http://127.0.0.1:${second.port}/mcp`,
    });
    expect(url.searchParams.get('state')?.length).toBeGreaterThanOrEqual(22);
    await Promise.all([reviews(), reviews(), reviews()]);
    expect((await link()).href).toBe(url.href);
  });

  it('takes what is brought back from the owner alone', async () => {
    const brought = await letInBySecond(await link());
    const stranger = await first.get(`${callback}?${brought.toString()}`, {
      key: null,
      headers: asBrowser,
    });
    expect(stranger.status).toBe(401);
    expect(stranger.text).toContain('Sign in');
    const caller = await first.get(`${callback}?${brought.toString()}`, { key: apiKey });
    expect(caller.status).toBe(401);
    expect((await stateOfSecond())?.state).toBe('failing');

    const next = /name="next"\s+value="([^"]+)"/.exec(stranger.text)?.[1] ?? '';
    const done = await visitorOfFirst().signIn(next.replaceAll('&amp;', '&'));
    expect([done.status, done.text]).toEqual([200, expect.stringContaining('signed in to second')]);
    expect((await stateOfSecond())?.state).toBe('ready');

    const replayed = await comeBack(brought);
    expect([replayed.status, replayed.text]).toEqual([
      400,
      expect.stringContaining('used already'),
    ]);
  });

  it('then offers its tools, and calls them with its own token', async () => {
    await acceptAll();
    const answer = await ping();
    expect([answer.status, answer.body['status']]).toEqual([200, 'success']);
    expect(String(answer.body['receipt_id'])).toMatch(/^rcp_/);
    const { body } = await second.asOwner('GET', '/owner/clients');
    expect(body['items']).toMatchObject([{ client: 'Tutti', caller: 'tutti' }]);
    expect(JSON.stringify(answer.body)).not.toContain(tokens()?.access_token);
    expect((await first.get('/ready', { key: null })).text).not.toContain('oauth');
  });

  it('renews its token once, however many calls find it run out, and keeps the new ones', async () => {
    for (let round = 0; round < 3; round += 1) {
      const before = tokens();
      laterMs += 2 * hourMs;
      const answers = await Promise.all(Array.from({ length: 20 }, () => ping()));
      expect(answers.map(({ body }) => body['status'])).toEqual(answers.map(() => 'success'));
      expect(tokens()?.access_token).not.toBe(before?.access_token);
      expect(tokens()?.refresh_token).not.toBe(before?.refresh_token);
    }
  });

  it('is signed in still after a restart', async () => {
    await first.leave();
    const { dataDir, port } = first;
    first = await startHttpHouse(yamlOf(), { dataDir, port });
    laterMs += 2 * hourMs;
    expect((await ping()).body['status']).toBe('success');
  });

  it('does not send its token to another address under the same name', async () => {
    const stolen: (string | undefined)[] = [];
    const { createServer } = await import('node:http');
    const thief = createServer((request, response) => {
      stolen.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    const { port } = thief.address() as { port: number };
    first.write(yamlOf().replace(String(second.port), String(port)));
    await first.asOwner('POST', '/owner/reload', {});
    await reviews();
    expect(stolen.length).toBeGreaterThan(0);
    expect(stolen.filter((one) => one !== undefined)).toEqual([]);
    thief.close();
    first.write(yamlOf());
    await first.asOwner('POST', '/owner/reload', {});
    expect((await ping()).body['status']).toBe('success');
  });

  it('tells caller and owner where its sign-in was ended there, and goes on after the next one', async () => {
    await acceptAll('write');
    const counted = () =>
      first.call({ intent: 'mcp.second.memory_write', inputs: { text: 'one' } });
    expect((await counted()).body['status']).toBe('success');
    await revokeAll();
    const answer = await first.call({
      intent: 'mcp.second.memory_write',
      inputs: { text: 'another' },
    });
    expect(answer.body).toMatchObject({
      status: 'error',
      error: {
        code: 'engine_unavailable',
        retryable: true,
        message: 'mcp.second.memory_write was not called: its server does not let this gateway in.',
        hint: 'Nothing was done. Tell the owner: "tutti mcp list" says how to sign in to it.',
      },
    });
    await expect.poll(async () => (await stateOfSecond())?.state).toBe('failing');
    expect((await stateOfSecond())?.detail).toContain('sign in to it: http');
    const ready = await first.get('/ready', { key: null });
    expect(ready.text).not.toContain('/oauth/authorize');
    await signInToSecond();
    expect((await ping()).body['status']).toBe('success');
  });
});

describe('an answer to a sign-in that is not right', () => {
  beforeAll(openHouses);
  afterAll(closeHouses);
  beforeEach(async () => {
    await link();
  });

  it('a state that nobody was sent with', async () => {
    const forged = await comeBack(new URLSearchParams({ code: 'a-code', state: 'a-state' }));
    expect([forged.status, forged.text]).toEqual([400, expect.stringContaining('not begun here')]);
  });

  it('another issuer, or none: refused, the code unused, and there is a new link', async () => {
    for (const iss of ['https://evil.example', undefined]) {
      const url = await link();
      const brought = await letInBySecond(url);
      const changed = new URLSearchParams(brought);
      if (iss === undefined) changed.delete('iss');
      else changed.set('iss', iss);
      const refused = await comeBack(changed);
      expect([refused.status, refused.text]).toEqual([
        400,
        expect.stringContaining('came to nothing'),
      ]);
      /* The state is spent, whoever spent it. */
      expect((await comeBack(brought)).status).toBe(400);
      expect((await link()).href).not.toBe(url.href);
    }
  });

  it('a code of somebody else', async () => {
    const brought = await letInBySecond(await link());
    brought.set('code', 'wrong');
    const refused = await comeBack(brought);
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('came to nothing'),
    ]);
  });

  it('a refusal of the owner there', async () => {
    const state = (await link()).searchParams.get('state') ?? '';
    const iss = `http://127.0.0.1:${second.port}`;
    const refused = await comeBack(new URLSearchParams({ error: 'access_denied', state, iss }));
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('access_denied')]);
  });

  it('and a right one after all of these', signInToSecond);
});

describe.skipIf(!hasChromium)('signing in to an upstream server, in a browser', () => {
  beforeAll(openHouses);
  afterAll(closeHouses);

  it('leads from the link through both sign-ins to tools that work', async () => {
    const { page, close } = await openBrowser();
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const signIn = async () => {
      await page.getByLabel('Owner key').fill(ownerKey);
      await press('Sign in with the owner key');
    };
    await page.goto((await link()).href);
    await signIn();
    await page.getByLabel('Everything, within your rules').check();
    await press('Let it in');
    await page.waitForURL(`http://localhost:${first.port}/**`);
    await signIn();
    await page.getByRole('heading', { name: 'Signed in' }).waitFor();
    expect(await page.locator('main').innerText()).toContain('second');

    /* Who is signed in here already comes back at once, from the page of somebody else. */
    await revokeAll();
    await page.goto((await link()).href);
    await page.getByLabel('Everything, within your rules').check();
    await press('Let it in');
    await page.getByRole('heading', { name: 'Signed in' }).waitFor();
    await acceptAll();
    expect((await ping()).body['status']).toBe('success');
    await close();
  });
});
