import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { flowText } from './flow-text.ts';
import { myFlow } from './my-flow.ts';
import { SHIPPED_FLOWS } from './shipped-flows.ts';

const flows = path.resolve(import.meta.dirname, '../../flows');
const fileOf = (intent: string) =>
  path.join(flows, intent === 'my.flow' ? 'template.json' : `n8n/${intent}.json`);
const intents = SHIPPED_FLOWS.map(({ declaration }) => declaration.intent);

interface Node {
  name: string;
  type: string;
  onError?: string;
  alwaysOutputData?: boolean;
  parameters: { content?: string; jsCode?: string; path?: string };
}

interface Workflow {
  name: string;
  nodes: Node[];
  connections: Record<string, { main: { node: string }[][] }>;
}

it('has a file and a page for each workflow, and nothing else', () => {
  const files = intents.flatMap((intent) => [`${intent}.json`, `${intent}.md`]);
  expect(readdirSync(path.join(flows, 'n8n')).sort()).toEqual(files.sort());
});

describe.each([...SHIPPED_FLOWS, myFlow].map((flow) => [flow.declaration.intent, flow] as const))(
  '%s',
  (intent, flow) => {
    const text = readFileSync(fileOf(intent), 'utf8');
    const { nodes, connections } = JSON.parse(text) as Workflow;
    const named = (name: string) => nodes.find((node) => node.name === name);

    it('is as it would be written now (npx -c "node tooling/write-flows.ts")', () => {
      expect(text).toBe(flowText(flow));
    });

    it('says of itself what it does, in a note named "tutti"', () => {
      const block = /```json\n([\s\S]*)\n```/.exec(named('tutti')?.parameters.content ?? '')?.[1];
      expect(JSON.parse(block ?? '')).toMatchObject({ intent, inputs: { type: 'object' } });
      expect(named('Call')?.parameters.path).toBe(intent.replaceAll('.', '-'));
    });

    it('has Code nodes that are JavaScript', () => {
      for (const { name, parameters } of nodes) {
        if (parameters.jsCode === undefined) continue;
        expect(() => new Script(`(async () => {${parameters.jsCode}})`), name).not.toThrow();
      }
    });

    it('answers failures of every node that can fail', () => {
      for (const node of nodes) {
        const outputs = connections[node.name]?.main ?? [];
        if (node.onError !== 'continueErrorOutput') continue;
        expect(outputs.at(-1), node.name).toEqual([expect.objectContaining({ node: 'Failed' })]);
      }
      const bare = nodes
        .filter(({ onError }) => onError === undefined)
        .map(({ type }) => type.split('.')[1]);
      const harmless = [
        'stickyNote',
        'webhook',
        'set',
        'if',
        'noOp',
        'respondToWebhook',
        'splitInBatches',
        'httpRequest',
        'code',
      ];
      expect(harmless).toEqual(expect.arrayContaining(bare));
      const bareCode = nodes.filter(
        ({ type, onError }) => type.endsWith('.code') && onError === undefined,
      );
      expect(bareCode.map(({ name }) => name)).toEqual(['Failed']);
    });

    it('does not take a failure for an empty list', () => {
      const listing = nodes.filter(({ alwaysOutputData }) => alwaysOutputData === true);
      expect(listing.filter(({ onError }) => onError !== 'continueRegularOutput')).toEqual([]);
    });

    it('names the output of each node that it looks back at', () => {
      expect(text).not.toMatch(/\$\([^)]+\)\.(first|all|last)\(\)/);
    });

    it('leads every output somewhere', () => {
      const targets = Object.values(connections).flatMap(({ main }) =>
        main.flat().map(({ node }) => node),
      );
      for (const { name, type } of nodes) {
        if (type.endsWith('stickyNote') || name === 'Call') continue;
        expect(targets, name).toContain(name);
        if (!['Answer', 'Settle'].includes(name))
          expect(connections[name]?.main[0], name).not.toEqual([]);
      }
    });
  },
);
