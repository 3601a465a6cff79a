/** The owner's way, in a real browser with a passkey: a link, a look, a tap. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../gateway/src/intents/define-tool.ts';
import { apiKey, ownerKey, startHttpHouse, type HttpHouse } from '../integration/http-harness.ts';
import { hasChromium, openBrowser, type TestBrowser } from './support/open-browser.ts';

const rules = 'rules:\n  - {id: prod-needs-me, intent: host.run, decide: approve}\n';
const dayMs = 24 * 60 * 60_000;

let laterMs = 0;
const done: string[] = [];
const run = defineTool({
  name: 'host.run',
  title: 'Run',
  description: 'Runs a command on a host.',
  effect: 'destructive',
  inputs: z.strictObject({ host: z.string(), command: z.string() }),
  outputs: z.unknown(),
  examples: [{ say: 'Restart the web server', inputs: { host: 'prod-1', command: 'true' } }],
  resolve: (inputs) => ({ inputs, target: { address: '10.0.0.5', host_key: 'SHA256:abc' } }),
  run: async ({ inputs }) => {
    done.push(inputs.command);
    return { result: { exit_code: 0, characters: inputs.command.length } };
  },
});

let http: HttpHouse;
let browser: TestBrowser;
let base: string;

const ask = async (command: string) => {
  const { body } = await http.call({ intent: 'host.run', inputs: { host: 'prod-1', command } });
  const { id } = body['approval'] as { id: string };
  return { jobId: String(body['job_id']), link: `${base}/owner/approvals/${id}` };
};
const press = (name: string) => browser.page.getByRole('button', { name, exact: true }).click();
const text = () => browser.page.locator('main').innerText();

async function signInByKey(): Promise<void> {
  await browser.page.goto(`${base}/owner/sign-in?next=/owner/passkeys`);
  await browser.page.getByLabel('Owner key').fill(ownerKey);
  await press('Sign in with the owner key');
  await browser.page.getByRole('heading', { name: 'Passkeys' }).waitFor();
}

/** What a page may do that guesses where its reader goes next. As text: it runs in the browser. */
function speculate(link: string): string {
  const urls = [{ urls: [link] }];
  const rules = JSON.stringify({ prerender: urls, prefetch: urls });
  return `for (const [tag, members] of [
    ['script', { type: 'speculationrules', textContent: ${JSON.stringify(rules)} }],
    ['link', { rel: 'prefetch', href: ${JSON.stringify(link)} }],
  ]) document.head.append(Object.assign(document.createElement(tag), members));`;
}

describe.skipIf(!hasChromium)('the owner, in a browser', () => {
  beforeAll(async () => {
    http = await startHttpHouse(rules, {
      clock: { now: () => Date.now() + laterMs },
      extraTools: [run],
    });
    base = `http://localhost:${http.port}`;
    browser = await openBrowser();
    await browser.addAuthenticator();
  });
  beforeEach(() => {
    done.length = 0;
  });
  afterAll(async () => {
    await browser.close();
    await http.stop();
  });

  it('adds a passkey after signing in with the owner key', async () => {
    await signInByKey();
    await browser.page.getByLabel('Name of the device').fill('My phone');
    await press('Add a passkey');
    await browser.page.getByText('never used').waitFor();
    expect(await text()).toContain('My phone');
    await press('Sign out');
    await browser.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('opens the link, signs in by passkey, sees the exact request, approves; the job runs within 10 s', async () => {
    const command = 'systemctl restart web # \u202eyrrah <script>alert(1)</script>\u001b[2K';
    const { link, jobId } = await ask(command);
    await browser.page.goto(link);
    expect(await text()).not.toContain('systemctl');
    await press('Sign in with a passkey');
    await browser.page.getByRole('button', { name: 'Approve once' }).waitFor();
    const shown = await text();
    for (const part of [
      'host.run',
      'first',
      'prod-needs-me',
      '10.0.0.5',
      'SHA256:abc',
      'systemctl restart web # \\u202eyrrah <script>alert(1)</script>\\u001b[2K',
    ]) {
      expect(shown).toContain(part);
    }
    expect(done).toEqual([]);

    const tappedAt = performance.now();
    const polled = http.get(`/jobs/${jobId}?wait_s=20`);
    await press('Approve once');
    expect((await polled).body).toMatchObject({
      status: 'success',
      answer: { status: 'success', result: { exit_code: 0, characters: command.length } },
    });
    expect(performance.now() - tappedAt).toBeLessThan(10_000);
    expect(done).toEqual([command]);
    await browser.page.getByText('You approved it').waitFor();
    await browser.page.getByText('done', { exact: true }).waitFor();
  });

  it('denies by one tap', async () => {
    const { link, jobId } = await ask('rm -rf /srv');
    await browser.page.goto(link);
    await press('Deny');
    await browser.page.getByText('You denied it').waitFor();
    expect((await http.get(`/jobs/${jobId}`)).body).toMatchObject({ status: 'denied' });
    expect(done).toEqual([]);
  });

  it('approves and remembers until a day: the same request runs by itself, another does not', async () => {
    const { link, jobId } = await ask('nightly backup');
    await browser.page.goto(link);
    await browser.page.getByText('do not ask again').click();
    await press('Approve and remember');
    await browser.page.getByText('not asked again until').waitFor();
    await http.get(`/jobs/${jobId}?wait_s=10`);
    laterMs += 11 * 60_000;
    const call = (command: string) =>
      http.call({ intent: 'host.run', inputs: { host: 'prod-1', command } });
    expect((await call('nightly backup')).body).toMatchObject({ status: 'success' });
    expect((await call('nightly backup ')).body).toMatchObject({ status: 'needs_approval' });
    expect(done).toEqual(['nightly backup', 'nightly backup']);
  });

  it('asks for a new proof when the last one is old', async () => {
    const { link } = await ask('after a while');
    await browser.page.goto(link);
    await browser.page.getByText('once more that it is you').waitFor();
    expect(await browser.page.getByRole('button', { name: 'Approve once' }).count()).toBe(0);
    await press('Sign in with a passkey');
    await press('Approve once');
    await browser.page.getByText('You approved it').waitFor();
    await expect.poll(() => done).toEqual(['after a while']);
  });

  it('opening, prefetching and prerendering the link decides nothing', async () => {
    const { link, jobId } = await ask('prefetched');
    await browser.page.goto(`${base}/owner/approvals`);
    await browser.page.evaluate(speculate(link));
    for (let time = 0; time < 3; time += 1) await browser.page.goto(link);
    for (const method of ['get', 'head'] as const) await browser.context.request[method](link);
    expect((await http.get(`/jobs/${jobId}`)).body).toMatchObject({ status: 'needs_approval' });
    expect(done).toEqual([]);
  });

  it('a page of somebody else cannot press the button', async () => {
    const { link, jobId } = await ask('from a foreign page');
    const foreign = await browser.context.newPage();
    await foreign.route('https://evil.example/**', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${link}/decision"><input name="action" value="approve"></form>`,
      }),
    );
    await foreign.goto('https://evil.example/');
    const answered = foreign.waitForResponse(`${link}/decision`);
    await foreign.evaluate('document.forms[0].submit()');
    expect((await answered).status()).toBe(403);
    await foreign.close();
    expect((await http.get(`/jobs/${jobId}`)).body).toMatchObject({ status: 'needs_approval' });
    expect(done).toEqual([]);
  });

  it("the caller's own key opens nothing here, on any door", async () => {
    const { link, jobId } = await ask('by the caller');
    const headers = { authorization: `Bearer ${apiKey}` };
    const { request } = browser.context;
    for (const answer of [
      await request.get(link, { headers }),
      await request.post(`${link}/decide`, { headers, data: { decision: 'approve' } }),
      await request.post(`${link}/decision`, { headers, form: { action: 'approve' } }),
    ]) {
      expect(answer.status()).toBe(403);
    }
    expect((await http.get(`/jobs/${jobId}`)).body).toMatchObject({ status: 'needs_approval' });
    expect(done).toEqual([]);
  });

  it('an expired approval shows no button, and nothing runs', async () => {
    const { link, jobId } = await ask('too late');
    laterMs += dayMs;
    await browser.page.goto(link);
    await press('Sign in with a passkey');
    await browser.page.getByText('Nobody decided in time').waitFor();
    expect(await browser.page.getByRole('button', { name: 'Approve once' }).count()).toBe(0);
    expect((await http.get(`/jobs/${jobId}`)).body['status']).not.toBe('success');
    expect(done).toEqual([]);
  });

  it('says where passkeys work when it is opened by a bare address', async () => {
    await browser.page.goto(`http://127.0.0.1:${http.port}/owner/approvals`);
    expect(await browser.page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(
      0,
    );
    await browser.page.getByRole('link', { name: base }).click();
    await browser.page.getByRole('heading', { name: /Approvals|Sign in/ }).waitFor();
    expect(browser.page.url()).toBe(`${base}/owner/approvals`);
  });
});
