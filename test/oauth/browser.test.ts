/** The whole dance in a real browser, by real clients: what the owner of a gateway goes through with ChatGPT. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, openBrowser, type TestBrowser } from '../browser/support/open-browser.ts';
import { ownerKey, startHttpHouse, type HttpHouse } from '../integration/http-harness.ts';
import { startDocumentServer, type DocumentServer } from './support/document-server.ts';
import { postForm, refresh, registeredId } from './support/oauth-client.ts';
import { createSigningClient, kinds, type SigningClient } from './support/mcp-sign-in.ts';

const chatgpt = 'https://chatgpt.com/connector/oauth/abc123';

let documents: DocumentServer;
let http: HttpHouse;
let browser: TestBrowser;
let program: Program;
let origin: string;
let laterMs = 0;
const clients: SigningClient[] = [];

/** A program on the computer that listens for its code, as Claude Code does. */
interface Program {
  readonly url: string;
  /** What the browser brings next. */
  next(): Promise<URLSearchParams>;
  close(): void;
}

describe.skipIf(!hasChromium)('signing in, in a browser', () => {
  beforeAll(async () => {
    documents = await startDocumentServer();
    http = await startHttpHouse(`auth: { private_hosts: ["${documents.host}"] }\n`, {
      clock: { now: () => Date.now() + laterMs },
      safeFetch: { ca: [documents.ca] },
    });
    origin = `http://localhost:${http.port}`;
    program = await startProgram();
    /* The server of the documents is ChatGPT, too, and a page of somebody else. */
    const { host } = documents;
    browser = await openBrowser({ hosts: { 'chatgpt.com': host, 'evil.example': host } });
    documents.otherwise((_, response) =>
      response.setHeader('content-type', 'text/html').end('<h1>Back at ChatGPT</h1>'),
    );
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close().catch(() => undefined)));
    await browser.context.clearCookies();
  });
  afterAll(async () => {
    await browser.close();
    program.close();
    await http.stop();
    await documents.close();
  });

  const press = (name: string) => browser.page.getByRole('button', { name, exact: true }).click();
  const text = () => browser.page.locator('main').innerText();
  const signIn = async () => {
    await browser.page.getByLabel('Owner key').fill(ownerKey);
    await press('Sign in with the owner key');
  };
  const clientOf = (...[kind, settings]: Parameters<typeof createSigningClient>) => {
    const client = createSigningClient(kind, settings);
    clients.push(client);
    return client;
  };
  /** Goes to where a client sends its user, lets it in, and gives what the client is brought. */
  const letIn = async (goTo: URL | undefined, choice = 'Everything, within your rules') => {
    await browser.page.goto(String(goTo));
    await signIn();
    await browser.page.getByLabel(choice).check();
    await press('Let it in');
    await browser.page.waitForURL('https://chatgpt.com/**');
    return new URL(browser.page.url()).searchParams;
  };

  it.each(kinds)(
    '%s: metadata, registration, PKCE, consent, token, call, refresh, revoke',
    async (kind) => {
      const client = clientOf(kind, {
        url: `${origin}/mcp`,
        redirectUrl: chatgpt,
        clientName: `ChatGPT ${kind}`,
      });
      const goTo = await client.connect();
      expect(goTo?.pathname).toBe('/oauth/authorize');
      expect(goTo?.searchParams.get('code_challenge_method')).toBe('S256');
      expect(goTo?.searchParams.get('resource')).toBe(`${origin}/mcp`);

      await browser.page.goto(String(goTo));
      expect(await text()).not.toContain('ChatGPT');
      await signIn();
      const shown = await text();
      for (const part of [
        `ChatGPT ${kind}`,
        'chatgpt.com',
        'Unverified',
        'Only look',
        'memory.search',
      ])
        expect(shown).toContain(part);
      await browser.page.getByLabel('Everything, within your rules').check();
      await press('Let it in');
      await browser.page.getByRole('heading', { name: 'Back at ChatGPT' }).waitFor();
      const brought = new URL(browser.page.url()).searchParams;
      expect(brought.get('state')).toBe('a-state-of-the-client');
      expect(brought.get('iss')).toBe(origin);

      await client.finish(brought);
      expect(await client.listTools()).toContain('memory_search');
      const written = await client.call('memory_write', { text: `The key of ${kind} is blue.` });
      expect(written.isError).toBe(false);

      const clientId = client.kept.client?.client_id ?? '';
      const first = client.kept.tokens?.access_token ?? '';
      const renewed = await refresh(http, {
        clientId,
        token: client.kept.tokens?.refresh_token ?? '',
      });
      const key = String(renewed.body['access_token']);
      expect(key).not.toBe(first);
      const stream = await openMcpStream(key);
      await postForm(http, '/oauth/revoke', {
        token: String(renewed.body['refresh_token']),
        client_id: clientId,
      });
      await stream.ended;
      const answer = await http.call({ intent: 'system.ping' }, { key });
      expect(answer.status).toBe(401);
    },
  );

  it('a client that wakes up with an old token renews it by itself', async () => {
    const client = clientOf('sdk-2-2026', { url: `${origin}/mcp`, redirectUrl: chatgpt });
    await client.finish(await letIn(await client.connect()));
    const { tokens } = client.kept;
    if (tokens) client.kept.tokens = { ...tokens, access_token: 'worn-out' };
    expect(await client.listTools()).toContain('memory_search');
    expect(client.kept.tokens?.access_token).not.toBe('worn-out');
  });

  it('a client that publishes a document needs no registration, and is shown as verified', async () => {
    const documentUrl = documents.publish({ client_name: 'ChatGPT', redirect_uris: [chatgpt] });
    const client = clientOf('sdk-2-2026', {
      url: `${origin}/mcp`,
      redirectUrl: chatgpt,
      documentUrl,
    });
    const goTo = await client.connect();
    expect(goTo?.searchParams.get('client_id')).toBe(documentUrl);
    await browser.page.goto(String(goTo));
    await signIn();
    expect(await text()).toContain(`Verified: ${documents.host}`);
    await browser.page.getByLabel('Only look').check();
    await press('Let it in');
    await browser.page.waitForURL('https://chatgpt.com/**');
    await client.finish(new URL(browser.page.url()).searchParams);
    const tools = await client.listTools();
    expect(tools).toContain('memory_search');
    expect(tools).not.toContain('memory_write');
  });

  it('a program on the computer gets its code at whatever port it listens', async () => {
    const { port } = new URL(program.url);
    const client = clientOf('sdk-2-2025', {
      url: `http://127.0.0.1:${http.port}/mcp`,
      redirectUrl: `http://localhost:${port}/callback`,
      clientName: 'Claude Code',
    });
    await browser.page.goto(String(await client.connect()));
    await signIn();
    expect(await text()).toContain('A program on the computer that you sit at asks');
    await browser.page.getByLabel('What I choose').check();
    await browser.page.getByLabel('Besides what is ticked').fill('memory.*');
    const brought = program.next();
    await press('Let it in');
    await client.finish(await brought);
    expect((await client.listTools()).filter((name) => name.startsWith('ssh'))).toEqual([]);
    expect(await client.listTools()).toContain('memory_write');
  });

  it('who is signed in already comes to the question at once, from a foreign page too', async () => {
    const { page } = browser;
    await page.goto(`${origin}/owner/sign-in?next=/owner/clients`);
    await signIn();
    await page.getByRole('heading', { name: 'Clients' }).waitFor();
    const client = clientOf('sdk-2-2026', { url: `${origin}/mcp`, redirectUrl: chatgpt });
    const goTo = await client.connect();
    await page.goto('https://chatgpt.com/settings');
    await page.evaluate(`location.assign(${JSON.stringify(String(goTo))})`);
    await page.getByRole('heading', { name: 'Let Test client in?' }).waitFor();
    await press('Deny');
    await page.waitForURL('https://chatgpt.com/**');
    const brought = new URL(page.url()).searchParams;
    expect(brought.get('error')).toBe('access_denied');
    await expect(client.finish(brought)).rejects.toThrow();
  });

  it('the owner ends a client on the page, and it is out at once', async () => {
    const client = clientOf('sdk-2-2026', {
      url: `${origin}/mcp`,
      redirectUrl: chatgpt,
      clientName: 'Short guest',
    });
    await client.finish(await letIn(await client.connect()));
    const key = client.kept.tokens?.access_token ?? '';
    await browser.page.goto(`${origin}/owner/clients`);
    const guest = browser.page.getByRole('listitem').filter({ hasText: 'Short guest' });
    await guest.getByRole('button', { name: 'End' }).click();
    await expect.poll(() => guest.count()).toBe(0);
    expect((await http.call({ intent: 'system.ping' }, { key })).status).toBe(401);
  });

  it('the page cannot be framed, nor answered by a page of somebody else', async () => {
    const { page } = browser;
    const client = clientOf('sdk-2-2026', { url: `${origin}/mcp`, redirectUrl: chatgpt });
    await page.goto(String(await client.connect()));
    await signIn();
    await page.getByRole('button', { name: 'Let it in' }).waitFor();
    const asked = page.url();
    const foreign = await browser.context.newPage();
    documents.answer('/evil', (_, response) =>
      response.setHeader('content-type', 'text/html').end(
        `<iframe src="${asked}"></iframe><form method="post" action="${asked}">
          <input name="action" value="allow"><input name="access" value="all"></form>`,
      ),
    );
    await foreign.goto('https://evil.example/evil');
    const inFrame = foreign.frames().find((frame) => frame !== foreign.mainFrame());
    expect(await inFrame?.locator('body').innerText()).not.toContain('Let it in');
    const answered = foreign.waitForResponse(
      (response) => response.url() === asked && response.request().method() === 'POST',
    );
    await foreign.evaluate('document.forms[0].submit()');
    expect((await answered).status()).toBe(403);
    await foreign.close();
  });

  it('asks again for the owner key where the last sign-in is too long ago', async () => {
    const { page } = browser;
    const client = clientOf('sdk-2-2026', { url: `${origin}/mcp`, redirectUrl: chatgpt });
    await page.goto(String(await client.connect()));
    await signIn();
    await page.getByRole('button', { name: 'Let it in' }).waitFor();
    laterMs += 5 * 60_000;
    await page.reload();
    await page.getByText('once more that it is you').waitFor();
    expect(await page.getByRole('button', { name: 'Let it in' }).count()).toBe(0);
  });

  it('a client that nobody registered gets a page, and nobody is sent anywhere', async () => {
    const id = await registeredId(http);
    const query = new URLSearchParams({ client_id: id, redirect_uri: 'https://evil.example/' });
    await browser.page.goto(`${origin}/oauth/authorize?response_type=code&${query.toString()}`);
    expect(browser.page.url()).toContain(origin);
    expect(await text()).toContain('Nothing was sent there');
  });
});

async function openMcpStream(key: string): Promise<{ ended: Promise<void> }> {
  const response = await fetch(`${origin}/mcp`, {
    headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' },
  });
  expect(response.status).toBe(200);
  const ended = response.text().then(
    () => undefined,
    () => undefined,
  );
  return { ended };
}

async function startProgram(): Promise<Program> {
  const waiting: ((brought: URLSearchParams) => void)[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    response.setHeader('content-type', 'text/html').end('<h1>Thank you</h1>');
    if (url.pathname === '/callback') waiting.shift()?.(url.searchParams);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => server.close(),
  };
}
