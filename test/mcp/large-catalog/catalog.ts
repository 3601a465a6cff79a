/** Tools of many upstream servers, as people connect them, and what they would ask for. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Intent } from '../../../gateway/src/intents/intent.ts';
import { jsonSchemaInputs } from '../../../gateway/src/intents/json-schema-inputs.ts';
import type { JsonObject } from '../../../gateway/src/platform/json.ts';

const readLines = (...parts: readonly string[]): readonly string[] =>
  readFileSync(path.join(import.meta.dirname, ...parts), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** What somebody says, and the intent that they mean. */
export interface LabelledRequest {
  readonly say: string;
  readonly intent: string;
}

export function readRequests(folder = ''): readonly LabelledRequest[] {
  return readLines(folder, 'requests.tsv').map((line) => {
    const [say = '', tool = ''] = line.split('\t');
    return { say, intent: `mcp.${tool}` };
  });
}

/** As the engine for upstream servers offers them: reviewed, each with the effect that its words suggest. */
export function readIntents(folder = ''): readonly Intent[] {
  let server = '';
  return readLines(folder, 'tools.txt').flatMap((line) => {
    if (line.startsWith('# ')) {
      server = line.slice(2);
      return [];
    }
    const [tool = '', description = '', parameters = ''] = line
      .split('|')
      .map((part) => part.trim());
    return [intentOf({ server, tool, description, parameters })];
  });
}

interface Row {
  readonly server: string;
  readonly tool: string;
  readonly description: string;
  readonly parameters: string;
}

function intentOf({ server, tool, description, parameters }: Row): Intent {
  const reads = /^(get|list|search|find|query|read|describe|show|browser_snapshot|estimate)/.test(
    tool,
  );
  return {
    name: `mcp.${server}.${tool}`,
    title: tool,
    description,
    engine: 'mcp',
    effect: reads ? 'read' : 'destructive',
    repeat: reads ? 'safe' : 'never',
    resource: 'mcp',
    inputs: jsonSchemaInputs(schemaOf(parameters)),
    outputs: {},
    examples: [],
    deadlineMs: 60_000,
    sameness: { kind: 'never' },
    upstream: {},
  };
}

/** `state(open,closed)` takes one of two words, `labels[]` a list, everything else a text. */
function schemaOf(parameters: string): JsonObject {
  const names = parameters.match(/[a-zA-Z_0-9]+(?:\([^)]*\)|\[\])?/g) ?? [];
  return { type: 'object', properties: Object.fromEntries(names.map(propertyOf)) };
}

function propertyOf(written: string): [string, JsonObject] {
  const [, name = '', choices] = /^(\w+)(?:\(([^)]*)\))?/.exec(written) ?? [];
  if (choices !== undefined) return [name, { type: 'string', enum: choices.split(',') }];
  if (written.endsWith('[]')) return [name, { type: 'array', items: { type: 'string' } }];
  return [name, { type: 'string' }];
}
