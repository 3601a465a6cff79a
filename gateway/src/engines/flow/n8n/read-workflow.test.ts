import { describe, expect, it } from 'vitest';
import { N8nWorkflow } from './n8n-api.ts';
import { readWorkflow } from './read-workflow.ts';

const declaration = {
  intent: 'home.lights',
  description: 'Switches lights.',
  inputs: { type: 'object', properties: { on: { type: 'boolean' } } },
  effect: 'write',
  dry_run: true,
};

const note = (content: string, name = 'tutti') => ({
  name,
  type: 'n8n-nodes-base.stickyNote',
  position: [0, 0],
  parameters: { content },
});
const call = {
  name: 'Call',
  type: 'n8n-nodes-base.webhook',
  position: [1, 1],
  webhookId: 'x',
  parameters: { httpMethod: 'POST', path: 'home-lights' },
};
const lamp = {
  name: 'Lamp',
  type: 'n8n-nodes-base.httpRequest',
  position: [2, 2],
  parameters: { url: 'http://lamp' },
  credentials: { httpBasicAuth: { id: '5', name: 'Lamp' } },
};
const fenced = (value: unknown) =>
  `## Lights\n\`\`\`json\n${JSON.stringify(value, null, 1)}\n\`\`\``;

function workflowOf(nodes: unknown[], rest: object = {}) {
  return readWorkflow(
    N8nWorkflow.parse({
      id: 'w1',
      name: 'Lights',
      active: true,
      connections: {},
      settings: {},
      nodes,
      ...rest,
    }),
  );
}

describe('readWorkflow', () => {
  const plain = workflowOf([note(fenced(declaration)), call, lamp]);

  it('takes intent, schema and effect from the note, and the path from the webhook', () => {
    expect(plain).toMatchObject({
      workflowId: 'w1',
      isActive: true,
      name: 'home.lights',
      path: '/webhook/home-lights',
      definition: { intent: 'home.lights', effect: 'write', dry_run: true, title: 'Lights' },
    });
    expect(plain.definition).not.toHaveProperty('flaw');
  });

  it('has another digest for another parameter, credential, connection or declaration', () => {
    const digests = [
      plain,
      workflowOf([note(fenced({ ...declaration, effect: 'read' })), call, lamp]),
      workflowOf([note(fenced(declaration)), call, { ...lamp, parameters: { url: 'http://b' } }]),
      workflowOf([
        note(fenced(declaration)),
        call,
        { ...lamp, credentials: { httpBasicAuth: { id: '6', name: 'Lamp' } } },
      ]),
      workflowOf([note(fenced(declaration)), call, lamp], { connections: { Call: {} } }),
    ].map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('has the same digest wherever nodes stand, and whether it is active or not', () => {
    const moved = [note(fenced(declaration)), call, lamp].map((node) => ({
      ...node,
      position: [9, 9],
    }));
    expect(workflowOf(moved, { active: false }).digest).toBe(plain.digest);
  });

  it('reads what is published, not the draft beside it', () => {
    const nodes = [note(fenced(declaration)), call, lamp];
    const draft = [note(fenced({ ...declaration, intent: 'home.draft' })), call];
    const read = workflowOf(draft, { activeVersion: { nodes, connections: {} } });
    expect(read.digest).toBe(plain.digest);
  });

  it.each([
    ['no note', [call], /no note named "tutti"/],
    ['no JSON', [note('```json\n{"intent": }\n```'), call], /not JSON/],
    ['no description', [note(fenced({ intent: 'a.b', effect: 'read' })), call], /description/],
    ['no webhook', [note(fenced(declaration))], /no webhook/],
    [
      'a webhook that only reads',
      [note(fenced(declaration)), { ...call, parameters: { path: 'x' } }],
      /no webhook/,
    ],
    [
      'a schema that cannot be',
      [note(fenced({ ...declaration, inputs: { type: 'object', properties: 5 } })), call],
      /schema of its inputs/,
    ],
  ])('says why it cannot be used: %s', (_, nodes, why) => {
    expect(workflowOf(nodes).definition['flaw']).toMatch(why);
  });
});
