import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flows, FlowsPushed, Reviews } from '../../../contract/src/index.ts';
import { startHttpHouse, type HttpHouse } from '../http-harness.ts';
import { n8nApiKey, startFlowServer, type ApiWorkflow, type FlowServer } from './flow-server.ts';

const shippedFile = path.resolve(import.meta.dirname, '../../../flows/n8n/gmail.triage.json');

const declaration = {
  intent: 'home.lights',
  description: 'Switches lights.',
  inputs: {
    type: 'object',
    required: ['room'],
    properties: { room: { type: 'string' } },
    additionalProperties: false,
  },
  effect: 'write',
  dry_run: true,
};

function lights(changes: Partial<ApiWorkflow> = {}, declared: object = declaration): ApiWorkflow {
  return {
    id: 'w1',
    name: 'Lights',
    active: true,
    nodes: [
      {
        name: 'tutti',
        type: 'n8n-nodes-base.stickyNote',
        parameters: { content: `\`\`\`json\n${JSON.stringify(declared)}\n\`\`\`` },
      },
      {
        name: 'Call',
        type: 'n8n-nodes-base.webhook',
        parameters: { httpMethod: 'POST', path: 'home-lights' },
      },
      { name: 'Lamp', type: 'n8n-nodes-base.httpRequest', parameters: { url: 'http://lamp' } },
    ],
    connections: {},
    settings: {},
    tags: [{ id: 't', name: 'tutti' }],
    ...changes,
  };
}

describe('workflows that n8n has', () => {
  let server: FlowServer;
  let house: HttpHouse;

  beforeAll(async () => {
    server = await startFlowServer('n8n');
    server.flow('home.lights', ({ inputs, dry_run }) => ({
      body: { status: 'success', result: { ...inputs, dry_run } },
    }));
    house = await startHttpHouse(
      `flows: {providers: {n8n: {type: n8n, url: "${server.url}", api_key: ${n8nApiKey}}}}`,
    );
  });
  afterAll(async () => {
    await house.stop();
    await server.stop();
  });

  const flow = async (intent: string) => {
    const { body } = await house.asOwner('GET', '/owner/flows');
    return (body as unknown as Flows).flows.find((item) => item.intent === intent);
  };
  const review = async () => {
    const { body } = await house.asOwner('GET', '/owner/reviews?refresh=true');
    return (body as unknown as Reviews).items.find(({ name }) => name === 'home.lights');
  };
  const accept = async (effect = 'write') => {
    const item = await review();
    const { body } = await house.asOwner('POST', '/owner/reviews', {
      engine: 'flow',
      source: 'n8n',
      accept: [{ name: 'home.lights', digest: item?.digest, effect }],
    });
    return body['accepted'];
  };
  const call = (room: string) =>
    house.call({ intent: 'home.lights', inputs: { room }, again: true });

  it('are listed by their tag, and cannot be called before they were reviewed', async () => {
    server.workflows.set('w1', lights());
    server.workflows.set('w2', lights({ id: 'w2', tags: [] }));
    expect(await flow('home.lights')).toMatchObject({
      status: 'new',
      active: true,
      effect: 'write',
      dry_run: true,
      url: `${server.url}/workflow/w1`,
    });
    expect((await call('kitchen')).body).toMatchObject({ error: { code: 'unknown_intent' } });
  });

  it('are in the catalog with their schema once they were accepted, and can be called', async () => {
    expect(await accept()).toEqual(['home.lights']);
    expect((await house.get('/intents/home.lights')).body).toMatchObject({
      description: 'Switches lights.',
      effect: 'write',
      engine: 'flow',
      inputs: declaration.inputs,
    });
    expect((await call('kitchen')).body).toMatchObject({
      status: 'success',
      result: { room: 'kitchen', dry_run: false },
    });
    expect((await house.call({ intent: 'home.lights', inputs: {} })).body).toMatchObject({
      error: { code: 'invalid_inputs' },
    });
  });

  it('are blocked where they were edited, with the difference, until they are reviewed again', async () => {
    const edited = lights();
    Object.assign(edited.nodes[2] as object, { parameters: { url: 'http://evil' } });
    server.workflows.set('w1', edited);
    expect(await flow('home.lights')).toMatchObject({ status: 'changed' });
    const calls = server.calls.length;
    expect((await call('bath')).body).toMatchObject({
      error: { code: 'review_needed', retryable: true },
    });
    expect(server.calls).toHaveLength(calls);
    expect(await review()).toMatchObject({
      status: 'changed',
      changes: [
        { field: 'nodes.Lamp.parameters.url', before: 'http://lamp', after: 'http://evil' },
      ],
    });
    await accept();
    expect((await call('bath')).body).toMatchObject({ status: 'success' });
  });

  it('say so where they are deactivated', async () => {
    server.workflows.set('w1', { ...(server.workflows.get('w1') ?? lights()), active: false });
    expect(await flow('home.lights')).toMatchObject({ status: 'accepted', active: false });
    expect((await call('hall')).body).toMatchObject({
      error: { code: 'engine_unavailable', hint: expect.stringContaining('activates') as string },
    });
    server.workflows.set('w1', { ...(server.workflows.get('w1') ?? lights()), active: true });
  });

  it('refuse a confirmation whose workflow was edited meanwhile', async () => {
    await flow('home.lights');
    await accept('outward');
    const preview = await call('stairs');
    expect(preview.body).toMatchObject({ status: 'preview', result: { dry_run: true } });
    const edited = lights();
    Object.assign(edited.nodes[2] as object, { parameters: { url: 'http://other' } });
    server.workflows.set('w1', edited);
    await flow('home.lights');
    await accept('outward');
    const { token } = preview.body['confirm'] as { token: string };
    const confirmed = await house.call({
      intent: 'home.lights',
      inputs: { room: 'stairs' },
      confirm_token: token,
    });
    expect(confirmed.body).toMatchObject({ status: 'error', error: { code: 'preview_changed' } });
  });

  it('are known after a restart, and called only once n8n said that they are the same', async () => {
    server.workflows.set('w1', lights());
    await flow('home.lights');
    await accept();
    const first = house;
    await first.leave();
    server.state.apiIsAway = true;
    const yaml = `flows: {providers: {n8n: {type: n8n, url: "${server.url}", api_key: ${n8nApiKey}}}}`;
    house = await startHttpHouse(yaml, { dataDir: first.dataDir });
    expect((await call('attic')).body).toMatchObject({
      error: { code: 'engine_unavailable', retryable: true },
    });
    server.state.apiIsAway = false;
    await flow('home.lights');
    expect((await call('attic')).body).toMatchObject({ status: 'success' });
  });

  it('are gone from the catalog where they lost their tag', async () => {
    server.workflows.set('w1', lights({ tags: [] }));
    expect(await flow('home.lights')).toMatchObject({ status: 'gone' });
    expect((await call('attic')).body).toMatchObject({ error: { code: 'unknown_intent' } });
  });

  it('are installed from what ships, once, with what is still missing', async () => {
    const push = async () => {
      const { body } = await house.asOwner('POST', '/owner/flows/push', {
        names: ['gmail.triage'],
      });
      return (body as unknown as FlowsPushed).flows[0];
    };
    expect(await push()).toMatchObject({
      intent: 'gmail.triage',
      outcome: 'installed',
      active: true,
    });
    const again = await push();
    expect(again).toMatchObject({ outcome: 'unchanged', active: true });
    expect(again?.missing_credentials).toContainEqual({
      node: 'Find mails',
      type: 'gmailOAuth2',
      name: 'Gmail',
    });
    expect(await flow('gmail.triage')).toMatchObject({ status: 'new', dry_run: true });
    const { body } = await house.asOwner('GET', '/owner/flows/gmail.triage/workflow');
    const shipped = JSON.parse(readFileSync(shippedFile, 'utf8')) as { nodes: unknown[] };
    expect((body['workflow'] as { nodes: unknown[] }).nodes).toHaveLength(shipped.nodes.length);
  });

  it('of ones that ship, tutti.yaml need name no more than the provider', async () => {
    house.write(
      [
        `flows:`,
        `  providers: {n8n: {type: n8n, url: "${server.url}", api_key: ${n8nApiKey}}}`,
        `  intents: {gmail.triage: {provider: n8n}}`,
      ].join('\n'),
    );
    await house.asOwner('POST', '/owner/reload');
    expect((await house.get('/intents/gmail.triage')).body).toMatchObject({
      effect: 'write',
      inputs: { required: ['query', 'label'] },
    });
    expect(await flow('gmail.triage')).toMatchObject({ status: 'configured', dry_run: true });
  });

  it('say which key they need, and that of a caller is none', async () => {
    for (const [method, target] of [
      ['GET', '/owner/flows'],
      ['POST', '/owner/flows/push'],
      ['POST', '/owner/flows/roundtrip'],
    ] as const) {
      expect(
        (await house.send(method, target, { body: method === 'POST' ? {} : undefined })).status,
      ).toBe(403);
    }
  });
});
