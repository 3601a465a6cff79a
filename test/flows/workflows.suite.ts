import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startCallbacks } from './support/callbacks.ts';
import { MODEL_SAYS } from './support/model-stub.ts';
import { callFlow, pushFlow, SHIPPED, type FlowReply, type World } from './support/world.ts';

/** Each workflow that ships, called by the contract of flows, without Tutti. */
export function testWorkflows(world: () => World): void {
  beforeAll(async () => {
    await world().reset();
    for (const name of [...SHIPPED, 'my.flow']) await pushFlow(world(), name);
  }, 300_000);

  const call = async (
    intent: string,
    inputs: object,
    more: object = {},
  ): Promise<FlowReply['body']> => (await callFlow(world().n8n, intent, inputs, more)).body;
  const preview = (intent: string, inputs: object) => call(intent, inputs, { dry_run: true });

  interface Mail {
    id: string;
    labelIds: string[];
  }

  async function labelsOf(id: string): Promise<string[]> {
    const mail = await world().services.google.call<Mail>(
      'GET',
      `/gmail/v1/users/me/messages/${id}`,
    );
    return mail.labelIds;
  }

  async function gmailLabels(): Promise<{ id: string; name: string }[]> {
    const { labels } = await world().services.google.call<{
      labels: { id: string; name: string }[];
    }>('GET', '/gmail/v1/users/me/labels');
    return labels;
  }

  describe('gmail.triage', () => {
    const inputs = { query: 'subject:invoice', label: 'Invoices' };

    it('previews without changing anything', async () => {
      const before = [await gmailLabels(), await labelsOf('invoice1')];
      const { status, result, plan } = await preview('gmail.triage', inputs);
      expect(status).toBe('success');
      expect(result).toMatchObject({ dry_run: true, found: 30, would_apply_label: 'Invoices' });
      expect(result['preview']).toHaveLength(30);
      expect(result['preview']).toContainEqual(
        expect.objectContaining({
          id: 'invoice3',
          subject: 'Invoice 3',
          from: 'billing@example.com',
        }),
      );
      expect((plan as { message_ids: string[] }).message_ids).toContain('invoice30');
      expect([await gmailLabels(), await labelsOf('invoice1')]).toEqual(before);
    });

    it('labels exactly the mails of the plan, over several batches, and reports what vanished', async () => {
      const { plan } = await preview('gmail.triage', inputs);
      await world().services.google.call('DELETE', '/gmail/v1/users/me/messages/invoice30');
      await world().services.google.call('POST', '/gmail/v1/users/me/messages', {
        raw: Buffer.from(
          'From: billing@example.com\r\nTo: ada@example.org\r\nSubject: Invoice of now\r\n\r\nPay',
        ).toString('base64url'),
      });
      const { result } = await call('gmail.triage', inputs, { plan });
      expect(result).toEqual({ labeled: 29, label: 'Invoices', vanished: ['invoice30'] });
      const id = (await gmailLabels()).find(({ name }) => name === 'Invoices')?.id;
      const { messages } = await world().services.google.call<{ messages: Mail[] }>(
        'GET',
        `/gmail/v1/users/me/messages?labelIds=${id}&maxResults=100`,
      );
      expect(messages).toHaveLength(29);
    });

    it('takes a label that is there, whatever its case, and searches by itself where there is no plan', async () => {
      const { result } = await call('gmail.triage', { query: 'from:grace', label: 'invoices' });
      expect(result).toEqual({ labeled: 1, label: 'invoices' });
      expect((await gmailLabels()).filter(({ name }) => /^invoices$/i.test(name))).toHaveLength(1);
    });

    it('labels nothing where nothing matches', async () => {
      expect(
        (await preview('gmail.triage', { query: 'from:nobody', label: 'X' })).result,
      ).toMatchObject({ found: 0, preview: [] });
      expect((await call('gmail.triage', { query: 'from:nobody', label: 'X' })).result).toEqual({
        labeled: 0,
        label: 'X',
      });
    });

    it('answers 202 where it is called back, and settles with its result', async () => {
      const callbacks = await startCallbacks();
      const { callback } = callbacks;
      const { status, body } = await callFlow(world().n8n, 'gmail.triage', inputs, {
        callback,
        plan: { label: 'Invoices', message_ids: ['letter'] },
      });
      expect([status, body.status]).toEqual([202, 'accepted']);
      expect(await callbacks.settled()).toMatchObject({
        status: 'success',
        result: { labeled: 1 },
        execution_id: body.execution_id,
      });
      expect(callbacks.reports.at(-1)).toMatchObject({
        path: '/flows/runs/job_1/settle',
        authorization: 'Bearer of-this-run-alone',
      });
      await callbacks.close();
    });
  });

  describe('a node that fails', () => {
    it('gives an error that names the step and links to the execution', async () => {
      world().proxy.break('www.googleapis.com', 500);
      const { status, error, execution_id, workflow_id } = await call('gmail.search', {
        query: 'x',
      });
      world().proxy.break('www.googleapis.com', undefined);
      expect(status).toBe('error');
      expect(error).toMatchObject({
        code: 'flow_failed',
        retryable: true,
        details: { node: 'List them' },
      });
      expect(error.message).toMatch(/^The step "List them" failed: The mails could not be read: ./);
      expect(error.hint).toContain(
        `${world().n8n.url}/workflow/${workflow_id}/executions/${execution_id}`,
      );
      const kept = await world().api.call<{ workflowId: string }>(
        'GET',
        `/executions/${execution_id}`,
      );
      expect(kept.workflowId).toBe(workflow_id);
    });

    it('is told to the callback, and not called retryable once something was changed', async () => {
      const callbacks = await startCallbacks();
      const inputs = { title: 'T', start: '2027-05-01T10:00Z' };
      world().proxy.break('www.googleapis.com', 403);
      await callFlow(world().n8n, 'calendar.schedule', inputs, { callback: callbacks.callback });
      const settled = await callbacks.settled();
      world().proxy.break('www.googleapis.com', undefined);
      expect(settled).toMatchObject({
        status: 'error',
        error: { retryable: false, details: { node: 'Scheduled' } },
      });
      await callbacks.close();
    });

    it('cannot be switched on in n8n while it lacks a credential', async () => {
      const push = pushFlow(world(), 'gmail.search', { without: ['gmailOAuth2'] });
      await expect(push).rejects.toThrow('Missing required credential: gmailOAuth2');
      await pushFlow(world(), 'gmail.search');
    });

    it('says so where a flow is asked for something else', async () => {
      const { status, error } = await call('gmail.search', {}, { intent: 'gmail.triage' });
      expect(status).toBe('error');
      expect(error.message).toContain('This is the flow of "gmail.search"');
    });
  });

  it('gmail.search finds mails, and says when there are none', async () => {
    const { result } = await call('gmail.search', { query: 'from:grace', max_results: 3 });
    expect(result).toMatchObject({
      found: 1,
      mails: [{ id: 'letter', subject: 'Dinner on Friday' }],
    });
    expect((await call('gmail.search', { query: 'from:nobody' })).result).toEqual({
      found: 0,
      mails: [],
    });
  });

  describe('slack.summarize', () => {
    const inputs = { channels: ['#ops', 'quiet'], since: '1h' };

    it('summarizes without a model', async () => {
      const { result } = await call('slack.summarize', inputs);
      expect(result).toMatchObject({
        written_by: 'extraction',
        channels: [
          { channel: 'ops', messages: 3, people: ['Grace'] },
          { channel: 'quiet', messages: 0 },
        ],
      });
      expect(result['summary']).toContain('Who has the key of the server room?');
    });

    it('has the configured model write it', async () => {
      await pushFlow(world(), 'slack.summarize', {
        settings: { model_url: world().model.url, model: 'm1' },
      });
      const { result } = await call('slack.summarize', inputs);
      expect(result).toMatchObject({ written_by: 'm1', summary: MODEL_SAYS });
      expect(world().model.asked.at(-1)).toContain('Who has the key');
    });

    it('does without a model that does not answer, and says so', async () => {
      await pushFlow(world(), 'slack.summarize', {
        settings: { model_url: `${world().model.url}/nowhere` },
      });
      const { result } = await call('slack.summarize', inputs);
      await pushFlow(world(), 'slack.summarize');
      expect(result).toMatchObject({
        written_by: 'extraction',
        model_failed: expect.any(String) as unknown,
      });
    });

    it('names channels that are not there', async () => {
      const { error } = await call('slack.summarize', { channels: ['nowhere'] });
      expect(error.message).toMatch(/no channel nowhere.*ops/);
    });
  });

  describe('digest.daily', () => {
    it('gathers mail, events and the memories that Tutti gives it', async () => {
      const created_at = new Date().toISOString();
      const callbacks = await startCallbacks({
        'memory.list': {
          status: 'success',
          result: { items: [{ text: 'Call Grace.', tags: ['work'], created_at }] },
        },
      });
      await callFlow(
        world().n8n,
        'digest.daily',
        { since: '3d', tags: ['work'] },
        { callback: callbacks.callback },
      );
      const { result } = (await callbacks.settled()) as { result: Record<string, unknown> };
      expect(result).toMatchObject({
        written_by: 'extraction',
        memories: [{ text: 'Call Grace.' }],
      });
      expect(result['summary']).toContain('Dinner on Friday');
      expect(callbacks.reports[0]).toMatchObject({
        path: '/flows/runs/job_1/call',
        body: { intent: 'memory.list', inputs: { tags: ['work'] } },
      });
      await callbacks.close();
    });

    it('names what it could not read', async () => {
      const { result } = await call('digest.daily', { since: '3d' });
      expect(result['not_read']).toEqual({
        memories: expect.stringContaining('without a callback') as unknown,
      });
    });
  });

  describe('calendar.schedule', () => {
    const inputs = {
      title: 'Grace',
      start: '2027-03-01T09:10',
      timezone: 'UTC',
      attendees: ['grace@example.com'],
    };
    const events = async () =>
      (
        await world().services.google.call<{
          items: { summary: string; attendees: { email: string }[] }[];
        }>('GET', '/calendar/v3/calendars/primary/events')
      ).items;

    it('previews with what is there already, and creates nothing', async () => {
      const { result, plan } = await preview('calendar.schedule', inputs);
      expect(result).toMatchObject({
        dry_run: true,
        would_schedule: { end: '2027-03-01T09:40:00.000Z' },
        conflicts: [{ title: 'Stand-up' }],
      });
      expect(plan).toMatchObject({ event: { title: 'Grace' } });
      expect((await events()).map(({ summary }) => summary)).toEqual(['Stand-up']);
    });

    it('creates the event of the plan', async () => {
      const { plan } = await preview('calendar.schedule', inputs);
      const { result } = await call('calendar.schedule', { ...inputs, title: 'Other' }, { plan });
      expect(result).toMatchObject({
        event_id: expect.any(String) as unknown,
        scheduled: { title: 'Grace' },
      });
      const made = (await events()).find(({ summary }) => summary === 'Grace');
      expect(made?.attendees).toMatchObject([{ email: 'grace@example.com' }]);
    });

    it('refuses a time that is none', async () => {
      expect(
        (await preview('calendar.schedule', { ...inputs, start: 'soon' })).error.message,
      ).toContain('"start" must look like');
    });
  });

  describe('tasks.create', () => {
    const github = () =>
      world().services.github.call<{ title: string; pull_request?: object }[]>(
        'GET',
        '/repos/ada/engine/issues',
      );
    const titles = async () =>
      (await github()).filter((issue) => !issue.pull_request).map(({ title }) => title);
    const linear = async () =>
      (
        await world().services.linear.call<{ data: { issues: { nodes: { title: string }[] } } }>(
          'POST',
          '/graphql',
          { query: '{ issues { nodes { title } } }' },
        )
      ).data.issues.nodes.map(({ title }) => title);

    it('creates an issue on GitHub, after a preview that creates none', async () => {
      const inputs = { title: 'It does not start', description: 'At all.', repo: 'ada/engine' };
      const { result, plan } = await preview('tasks.create', inputs);
      expect(result).toMatchObject({ dry_run: true, would_create: { to: 'github' }, similar: [] });
      expect(await titles()).toEqual([]);
      expect((await call('tasks.create', inputs, { plan })).result).toMatchObject({
        created: { to: 'github', title: 'It does not start' },
      });
      expect(await titles()).toEqual(['It does not start']);
      expect((await preview('tasks.create', inputs)).result['similar']).toHaveLength(1);
    });

    it('creates an issue in Linear, after a preview that creates none', async () => {
      const inputs = { title: 'It stops', team: 'eng' };
      const { result, plan } = await preview('tasks.create', inputs);
      expect(result).toMatchObject({
        dry_run: true,
        would_create: { where: 'team ENG of Linear' },
      });
      expect(await linear()).not.toContain('It stops');
      expect((await call('tasks.create', inputs, { plan })).result).toMatchObject({
        created: { to: 'linear' },
      });
      expect((await call('tasks.create', { ...inputs, title: 'Again' })).result).toMatchObject({
        created: { to: 'linear' },
      });
      expect(await linear()).toEqual(expect.arrayContaining(['It stops', 'Again']));
    });

    it('says what is missing', async () => {
      expect((await preview('tasks.create', { title: 't' })).error.message).toContain(
        '"repo" must name',
      );
      expect((await preview('tasks.create', { title: 't', team: 'NO' })).error.message).toContain(
        'there are: ENG',
      );
    });
  });

  describe('code.review', () => {
    const inputs = { repo: 'ada/engine', pull: 1 };
    const reviews = () =>
      world().services.github.call<{ body: string; state: string }[]>(
        'GET',
        '/repos/ada/engine/pulls/1/reviews',
      );

    it('shows the review, and posts nothing', async () => {
      const { result } = await preview('code.review', inputs);
      expect(result).toMatchObject({
        dry_run: true,
        pull: { title: 'Faster' },
        written_by: 'extraction',
      });
      expect(result['findings']).toEqual([
        { file: 'src/engine.ts', line: 2, what: 'this looks like a leftover of debugging' },
      ]);
      expect(await reviews()).toEqual([]);
    });

    it('posts exactly what was shown', async () => {
      const { result, plan } = await preview('code.review', inputs);
      const posted = await call('code.review', inputs, { plan });
      expect(posted.result).toMatchObject({ posted: { review: result['review'] } });
      expect(await reviews()).toMatchObject([{ body: result['review'], state: 'COMMENTED' }]);
    });

    it('stops where commits were added since', async () => {
      const { plan } = await preview('code.review', inputs);
      const { error } = await call('code.review', inputs, {
        plan: { ...(plan as object), head: '0'.repeat(40) },
      });
      expect(error).toMatchObject({
        retryable: true,
        message: expect.stringContaining('Commits were added') as unknown,
      });
      expect(await reviews()).toHaveLength(1);
    });

    it('has the configured model write it', async () => {
      await pushFlow(world(), 'code.review', {
        settings: { model_url: world().model.url, model: 'm1' },
      });
      const { result } = await preview('code.review', inputs);
      expect(result).toMatchObject({
        written_by: 'm1',
        review: expect.stringContaining(MODEL_SAYS) as unknown,
      });
      await pushFlow(world(), 'code.review');
    });
  });

  describe('notes.sync', () => {
    const notes = [
      { title: 'Key', text: 'The spare key is with Ada.', tags: ['house'] },
      { text: 'Bins are emptied on Mondays.' },
    ];
    const files = () => readdirSync(world().notes).sort();

    it('writes Markdown files, after a preview that writes none', async () => {
      const inputs = { to: 'markdown', notes };
      const { result, plan } = await preview('notes.sync', inputs);
      expect(result).toMatchObject({
        dry_run: true,
        would_create: ['Key', 'Bins are emptied on Mondays.'],
        unchanged: 0,
      });
      expect(files()).toEqual([]);
      expect((await call('notes.sync', inputs, { plan })).result).toMatchObject({
        created: ['Key', 'Bins are emptied on Mondays.'],
      });
      expect(files()).toEqual(['Bins are emptied on Mondays.md', 'Key.md']);
      expect(readFileSync(path.join(world().notes, 'Key.md'), 'utf8')).toContain(
        '# Key\n\nThe spare key is with Ada.\n',
      );
    });

    it('rewrites only the file that differs', async () => {
      const changed = [{ ...notes[0], text: 'The spare key is with Grace.' }, notes[1]];
      expect(
        (await preview('notes.sync', { to: 'markdown', notes: changed })).result,
      ).toMatchObject({
        would_create: [],
        would_update: ['Key'],
        unchanged: 1,
      });
      expect((await call('notes.sync', { to: 'markdown', notes: changed })).result).toMatchObject({
        updated: ['Key'],
        unchanged: 1,
      });
      expect(readFileSync(path.join(world().notes, 'Key.md'), 'utf8')).toContain('with Grace');
      expect((await call('notes.sync', { to: 'markdown', notes: changed })).result).toEqual({
        created: [],
        updated: [],
        unchanged: 2,
      });
    });

    it('makes and extends pages in the contract server that stands for Notion', async () => {
      const { result, plan } = await preview('notes.sync', { to: 'notion', notes });
      expect(result).toMatchObject({
        dry_run: true,
        would_create: ['Key', 'Bins are emptied on Mondays.'],
      });
      expect(world().notion.pages).toEqual([]);
      expect((await call('notes.sync', { to: 'notion', notes }, { plan })).result).toMatchObject({
        created: ['Key', 'Bins are emptied on Mondays.'],
      });
      expect(world().notion.pages).toMatchObject([
        { title: 'Key', paragraphs: ['The spare key is with Ada.'] },
        {},
      ]);

      const changed = [{ ...notes[0], text: 'Now Grace has it.' }, notes[1]];
      expect((await preview('notes.sync', { to: 'notion', notes: changed })).result).toMatchObject({
        would_update: ['Key'],
        unchanged: 1,
      });
      expect((await call('notes.sync', { to: 'notion', notes: changed })).result).toMatchObject({
        updated: ['Key'],
        unchanged: 1,
      });
      expect(world().notion.pages[0]?.paragraphs).toEqual([
        'The spare key is with Ada.',
        'Now Grace has it.',
      ]);
      expect((await call('notes.sync', { to: 'notion', notes: changed })).result).toMatchObject({
        created: [],
        updated: [],
        unchanged: 2,
      });
    });

    it('takes memories where no notes are given', async () => {
      const callbacks = await startCallbacks({
        'memory.list': {
          status: 'success',
          result: {
            items: [{ text: 'Remembered.', tags: [], created_at: '2026-11-22T08:00:00Z' }],
          },
        },
      });
      await callFlow(
        world().n8n,
        'notes.sync',
        { to: 'markdown' },
        { callback: callbacks.callback },
      );
      expect(await callbacks.settled()).toMatchObject({ result: { created: ['Remembered.'] } });
      await callbacks.close();
    });
  });

  it('the template greets', async () => {
    const { plan } = await preview('my.flow', { name: 'Grace' });
    expect((await call('my.flow', { name: 'Ada' }, { plan })).result).toEqual({
      greeting: 'Hello, Grace!',
    });
  });

  it('asks no host but those that are emulated', () => {
    expect(world().proxy.refused).toEqual([]);
  });
}
