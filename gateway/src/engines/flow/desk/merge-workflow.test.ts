import { describe, expect, it } from 'vitest';
import { N8nWorkflow, WorkflowFile } from '../n8n/n8n-api.ts';
import { isSameWork, mergedWorkflow, missingCredentials } from './merge-workflow.ts';

type Chosen = { id?: string | null; name?: string };

const gmail = (credentials: Chosen, extra: object = {}) => ({
  name: 'Find mails',
  type: 'n8n-nodes-base.gmail',
  parameters: { operation: 'getAll' },
  credentials: { gmailOAuth2: credentials },
  ...extra,
});
const settings = (endpoint: string) => ({
  name: 'Settings',
  type: 'n8n-nodes-base.set',
  parameters: { endpoint },
});

const file = WorkflowFile.parse({
  name: 'gmail.search',
  nodes: [gmail({ id: null, name: 'Gmail' }), settings('default')],
  connections: {},
  settings: { executionOrder: 'v1' },
});
const installed = N8nWorkflow.parse({
  id: 'w1',
  name: 'gmail.search',
  nodes: [gmail({ id: '7', name: 'My mail' }, { id: 'n1' }), settings('http://llm')],
  connections: {},
  settings: { executionOrder: 'v1', timezone: 'Europe/Berlin' },
});

describe('mergedWorkflow', () => {
  const merged = mergedWorkflow(file, installed);

  it('keeps the credentials and settings that the owner chose', () => {
    expect(merged.nodes[0]?.credentials).toEqual({ gmailOAuth2: { id: '7', name: 'My mail' } });
    expect(merged.nodes[1]?.parameters).toEqual({ endpoint: 'http://llm' });
    expect(merged.settings).toEqual({ executionOrder: 'v1', timezone: 'Europe/Berlin' });
  });

  it('changes nothing the second time', () => {
    expect(isSameWork(merged, installed)).toBe(true);
    const newer = { ...file, nodes: [gmail({ id: null }, { parameters: { operation: 'get' } })] };
    expect(isSameWork(mergedWorkflow(newer, installed), installed)).toBe(false);
  });

  it('keeps a node switched off, and a webhook closed', () => {
    const hook = (parameters: object, extra: object = {}) => ({
      name: 'Call',
      type: 'n8n-nodes-base.webhook',
      parameters: { path: 'gmail-search', ...parameters },
      ...extra,
    });
    const before = N8nWorkflow.parse({
      ...installed,
      nodes: [hook({ authentication: 'jwtAuth' }), gmail({ id: '7' }, { disabled: true })],
    });
    const after = mergedWorkflow(
      WorkflowFile.parse({ ...file, nodes: [hook({ options: {} }), gmail({ id: null })] }),
      before,
    );
    expect(after.nodes[0]?.parameters).toEqual({
      path: 'gmail-search',
      options: {},
      authentication: 'jwtAuth',
    });
    expect(after.nodes[1]?.disabled).toBe(true);
  });

  it('keeps nothing of a node that is now of another type', () => {
    const other = { ...file, nodes: [{ ...gmail({ id: null }), type: 'n8n-nodes-base.slack' }] };
    expect(mergedWorkflow(other, installed).nodes[0]).not.toHaveProperty('credentials');
  });
});

describe('missingCredentials', () => {
  it('names each node that needs one and has none', () => {
    expect(missingCredentials(file, { nodes: file.nodes })).toEqual([
      { node: 'Find mails', type: 'gmailOAuth2', name: 'Gmail' },
    ]);
    expect(missingCredentials(file, installed)).toEqual([]);
  });
});
