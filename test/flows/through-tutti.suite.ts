import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCallbacks } from './support/callbacks.ts';
import { startFlowGateway, type FlowGateway } from './support/gateway.ts';
import { NOTION_DATABASE } from './support/notion-contract.ts';
import type { Workflow } from './support/n8n-api.ts';
import { slowFlow } from './support/slow-flow.ts';
import { callFlow, SHIPPED, type World } from './support/world.ts';

interface Pushed {
  flows: {
    intent: string;
    outcome: string;
    active: boolean;
    workflow_id: string;
    problem?: string;
    missing_credentials: { node: string; type: string }[];
  }[];
}

interface Listed {
  flows: { intent: string; status: string; active?: boolean; workflow_id?: string }[];
}

/** What an owner and a caller see of flows: installed, reviewed, previewed, run once. */
export function testThroughTutti(world: () => World): void {
  let gateway: FlowGateway;
  beforeAll(async () => {
    await world().reset();
    gateway = await startFlowGateway(world());
  });
  afterAll(() => gateway?.stop());

  const listed = async (intent: string) =>
    (await gateway.tutti<Listed>('flows', 'list')).flows.find((flow) => flow.intent === intent);
  const inCatalog = async () =>
    (await gateway.get<{ items: { name: string }[] }>('/intents?limit=100')).items.map(
      ({ name }) => name,
    );

  describe('installing', () => {
    it('installs all that ship, with the credentials that n8n has, and says what is missing', async () => {
      const { flows } = await gateway.tutti<Pushed>('flows', 'push');
      expect(flows.map(({ intent }) => intent).sort()).toEqual(SHIPPED.toSorted());
      expect(flows.map(({ intent, problem, active }) => [intent, problem, active])).toEqual(
        flows.map(({ intent }) => [intent, undefined, true]),
      );
      expect(flows.flatMap(({ missing_credentials }) => missing_credentials)).toEqual([]);
      for (const { workflow_id, intent } of flows) await complete(world(), workflow_id, intent);
    });

    it('changes nothing the second time, and keeps what the owner chose', async () => {
      const { flows } = await gateway.tutti<Pushed>('flows', 'push');
      expect(flows.map(({ intent, outcome }) => [intent, outcome])).toEqual(
        flows.map(({ intent }) => [intent, 'unchanged']),
      );
    });

    it('offers them once they are reviewed, and not before', async () => {
      expect(await inCatalog()).not.toContain('gmail.triage');
      expect(await listed('gmail.triage')).toMatchObject({ status: 'new', active: true });
      await gateway.text('flows', 'review', '--accept');
      expect(await inCatalog()).toEqual(expect.arrayContaining(SHIPPED));
      expect(await listed('gmail.triage')).toMatchObject({ status: 'accepted' });
    });
  });

  describe('gmail.triage', () => {
    const inputs = { query: 'subject:invoice', label: 'Through Tutti', max_messages: 3 };
    const label = async () => {
      const { google } = world().services;
      const { labels } = await google.call<{ labels: { name: string; messagesTotal: number }[] }>(
        'GET',
        '/gmail/v1/users/me/labels',
      );
      return labels.find(({ name }) => name === inputs.label);
    };

    it('gives a preview only, even where the first call says not to', async () => {
      const answer = await gateway.call('gmail.triage', { ...inputs, dry_run: false });
      expect(answer.status).toBe('preview');
      expect(await label()).toBeUndefined();
    });

    it('previews, then labels just these, then replays', async () => {
      const dry = await gateway.call('gmail.triage', { ...inputs, dry_run: true });
      expect(dry.result).toMatchObject({
        dry_run: true,
        found: 3,
        would_apply_label: inputs.label,
      });
      expect(dry.result?.['preview']).toHaveLength(3);
      expect(await label()).toBeUndefined();

      const done = await gateway.call('gmail.triage', { ...inputs, dry_run: false });
      expect(done).toMatchObject({ status: 'success', result: { labeled: 3 } });
      expect(await label()).toMatchObject({ messagesTotal: 3 });

      const again = await gateway.call('gmail.triage', { ...inputs, dry_run: false });
      expect(again).toMatchObject({ status: 'success', result: { labeled: 3 }, replayed: true });
      const { execution_url } = await gateway.get<{ execution_url: string }>(
        `/receipts/${done.receipt_id}`,
      );
      expect(execution_url).toMatch(
        new RegExp(`^${world().n8n.url}/workflow/\\w+/executions/\\d+$`),
      );
    });
  });

  describe('the others', () => {
    it.each([
      ['gmail.search', { query: 'from:grace' }, { found: 1 }],
      ['slack.summarize', { channels: ['general'] }, { written_by: 'extraction' }],
      [
        'digest.daily',
        { since: '3d', tags: [] },
        { written_by: 'extraction', memories: [{ text: 'Call Grace.' }] },
      ],
    ] as const)('%s reads', async (intent, inputs, result) => {
      if (intent === 'digest.daily') await gateway.call('memory.write', { text: 'Call Grace.' });
      expect(await gateway.call(intent, inputs)).toMatchObject({ status: 'success', result });
    });

    it.each([
      [
        'calendar.schedule',
        { title: 'Lunch', start: '2027-04-01T12:00Z' },
        { scheduled: { title: 'Lunch' } },
      ],
      [
        'tasks.create',
        { title: 'Through Tutti', repo: 'ada/engine' },
        { created: { to: 'github' } },
      ],
      [
        'notes.sync',
        { to: 'markdown', notes: [{ title: 'T', text: 'Through Tutti' }] },
        { created: ['T'] },
      ],
      ['code.review', { repo: 'ada/engine', pull: 1 }, { posted: {} }],
    ] as const)(
      '%s previews, runs once it is confirmed, and replays',
      async (intent, inputs, result) => {
        const preview = await gateway.call(intent, inputs);
        expect(preview).toMatchObject({ status: 'preview', result: { dry_run: true } });
        const confirm_token = preview.confirm?.token;
        const done = await gateway.call(intent, inputs, { confirm_token });
        expect(done).toMatchObject({ status: 'success', result });
        const again = await gateway.call(intent, inputs, { confirm_token });
        expect(again).toMatchObject({ status: 'success', replayed: true });
      },
    );
  });

  it('tells the caller which step failed, with a link to the execution', async () => {
    world().proxy.break('www.googleapis.com', 500);
    const { status, error, receipt_id } = await gateway.call('gmail.search', { query: 'x' });
    world().proxy.break('www.googleapis.com', undefined);
    expect(status).toBe('error');
    expect(error?.message).toContain('The step "List them" failed');
    expect(error?.hint).toContain(`${world().n8n.url}/workflow/`);
    const { execution_url } = await gateway.get<{ execution_url: string }>(
      `/receipts/${receipt_id}`,
    );
    expect(execution_url).toContain('/executions/');
  });

  describe('a workflow made in n8n', () => {
    let id: string;

    it('appears within half a minute, and is callable once it was reviewed', async () => {
      id = await install(world(), slowFlow('home.greet', 1));
      await until(async () => (await listed('home.greet'))?.status === 'new', 30_000);
      await gateway.text('flows', 'review', 'home.greet', '--accept');
      expect(await gateway.get('/intents/home.greet')).toMatchObject({
        inputs: { required: ['name'] },
        effect: 'write',
      });
      expect(await gateway.call('home.greet', { name: 'Grace' })).toMatchObject({
        status: 'success',
        result: { greeting: 'Hello, Grace!' },
      });
      expect(await gateway.call('home.greet', {})).toMatchObject({
        status: 'error',
        error: { code: 'invalid_inputs' },
      });
    });

    it('is blocked once it was edited, with the difference shown', async () => {
      await edit(world(), id, (text) => text.replaceAll('Says hello.', 'Says goodbye.'));
      await until(async () => (await listed('home.greet'))?.status === 'changed', 30_000);
      const refused = await gateway.call('home.greet', { name: 'Ada' });
      expect(refused).toMatchObject({ status: 'error', error: { code: 'review_needed' } });
      expect(await gateway.text('flows', 'review', 'home.greet')).toContain('goodbye');
      await gateway.text('flows', 'review', 'home.greet', '--accept');
      expect((await gateway.call('home.greet', { name: 'Ada' })).status).toBe('success');
    });

    it('tells the caller that it was switched off', async () => {
      await world().api.call('POST', `/workflows/${id}/deactivate`);
      await until(async () => !(await isRegistered(world(), 'home.greet')), 20_000);
      const refused = await gateway.call('home.greet', { name: 'Eve' });
      expect(refused).toMatchObject({ status: 'error', error: { code: 'engine_unavailable' } });
      expect(refused.error?.hint).toMatch(/activate/i);
    });
  });

  describe('a flow that takes long', () => {
    let id: string;
    beforeAll(async () => {
      id = await install(world(), slowFlow('long.work', 60));
      await until(async () => (await listed('long.work')) !== undefined, 30_000);
      await gateway.text('flows', 'review', 'long.work', '--accept');
    });
    /* Those under way are listed only where they are asked for. */
    const executions = async () => {
      const lists = await Promise.all(
        ['', '&status=running', '&status=waiting'].map((more) =>
          world().api.call<{ data: { id: string }[] }>(
            'GET',
            `/executions?workflowId=${id}&limit=100${more}`,
          ),
        ),
      );
      return new Set(lists.flatMap(({ data }) => data.map((execution) => execution.id))).size;
    };

    it('of 60 s is accepted within 8 s, and its result comes by poll and by callback', async () => {
      const before = await executions();
      const receiver = await startCallbacks();
      const { host, origin } = new URL(receiver.callback.url);
      const began = Date.now();
      const { status, job_id = '' } = await gateway.call(
        'long.work',
        { name: 'Grace' },
        {
          key: await gateway.keyFor('called-back', host),
          callback_url: `${origin}/done`,
          wait_s: undefined,
        },
      );
      expect(status).toBe('accepted');
      expect(Date.now() - began).toBeLessThan(10_000);
      const answer = { result: { greeting: 'Hello, Grace!' } };
      const job = await gateway.finished(job_id, 120_000);
      expect(job).toMatchObject({ status: 'success', answer });
      await until(async () => receiver.reports.length > 0, 20_000);
      expect(receiver.reports).toMatchObject([
        { path: '/done', body: { data: { job_id, status: 'success', answer } } },
      ]);
      await receiver.close();
      expect(await executions()).toBe(before + 1);
    }, 180_000);

    it('ends as known or unknown where n8n is killed in the middle, and never runs twice', async () => {
      const before = await executions();
      const { status, job_id = '' } = await gateway.call(
        'long.work',
        { name: 'Ada' },
        { wait_s: 3 },
      );
      expect(status).toBe('accepted');
      await world().n8n.kill();

      const began = Date.now();
      const refused = await gateway.call('gmail.search', { query: 'while n8n is away' });
      expect(refused).toMatchObject({
        status: 'error',
        error: { code: 'engine_unavailable', retryable: true },
      });
      expect(await gateway.call('memory.search', { query: 'Grace' })).toMatchObject({
        status: 'success',
      });
      expect(Date.now() - began).toBeLessThan(2000);

      await world().n8n.start();
      const job = await gateway.finished(job_id, 240_000);
      expect(['success', 'unknown']).toContain(job.status);
      expect(job.answer?.error?.code ?? 'none').toMatch(/^(none|outcome_unknown)$/);
      expect(await executions()).toBeLessThanOrEqual(before + 1);
      const search = () => gateway.call('gmail.search', { query: 'from:grace' });
      await until(async () => (await search()).status === 'success', 40_000);
    }, 400_000);
  });
}

/* What an owner does in the editor: the node Settings. */
async function complete(world: World, id: string, intent: string): Promise<void> {
  if (intent !== 'notes.sync') return;
  await edit(world, id, (text) =>
    text
      .replace('/home/node/.n8n-files/notes', world.notes)
      .replace(
        '"name":"settings.notion_database","value":""',
        `"name":"settings.notion_database","value":"${NOTION_DATABASE}"`,
      ),
  );
}

async function edit(world: World, id: string, change: (text: string) => string): Promise<void> {
  const { name, nodes, connections, settings } = await world.api.call<Workflow>(
    'GET',
    `/workflows/${id}`,
  );
  const changed = JSON.parse(
    change(JSON.stringify({ name, nodes, connections, settings })),
  ) as object;
  await world.api.call('PUT', `/workflows/${id}`, changed);
  await world.api.call('POST', `/workflows/${id}/activate`);
}

async function install(world: World, workflow: object): Promise<string> {
  const made = await world.api.call<Workflow>('POST', '/workflows', workflow);
  const { data } = await world.api.call<{ data: { id: string; name: string }[] }>('GET', '/tags');
  const tag = data.find(({ name }) => name === 'tutti');
  await world.api.call('PUT', `/workflows/${made.id}/tags`, [{ id: tag?.id }]);
  await world.api.call('POST', `/workflows/${made.id}/activate`);
  await until(() => isRegistered(world, made.name), 20_000);
  return made.id;
}

async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so after ${withinMs} ms`);
    await sleep(500);
  }
}

/* n8n says that a workflow is active, or not, some time before its webhook is. */
async function isRegistered({ n8n }: World, name: string): Promise<boolean> {
  return (await callFlow(n8n, name, {}, { intent: 'is.there' })).status !== 404;
}
