import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Workflow, WorkflowNode } from './n8n-api.ts';

const template = path.resolve(import.meta.dirname, '../../../flows/template.json');

/** The template as a flow of its own, which waits in the middle of its work. */
export function slowFlow(intent: string, seconds: number): Omit<Workflow, 'id' | 'active'> {
  const text = readFileSync(template, 'utf8')
    .replaceAll('my.flow', intent)
    .replaceAll('my-flow', intent.replaceAll('.', '-'));
  const flow = JSON.parse(text) as Workflow & { connections: Record<string, { main: object[][] }> };
  const wait: WorkflowNode & Record<string, unknown> = {
    name: 'Wait',
    type: 'n8n-nodes-base.wait',
    parameters: { resume: 'timeInterval', amount: seconds, unit: 'seconds' },
    position: [0, 600],
    typeVersion: 1.1,
    id: 'wait',
    webhookId: `${intent}-wait`,
  };
  const done = flow.connections['Do it'];
  const arrow = (node: string) => ({ node, type: 'main', index: 0 });
  return {
    name: intent,
    settings: flow.settings,
    nodes: [...flow.nodes, wait],
    connections: {
      ...flow.connections,
      'Do it': { main: [[arrow('Wait')], ...(done?.main.slice(1) ?? [])] },
      Wait: { main: [[arrow('Outcome')]] },
    },
  };
}
