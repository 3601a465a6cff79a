/** The files of examples/clients, as a client would take them. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnv, startGateway, type TestGateway } from '../e2e/support/tutti.ts';
import { instructions } from '../../gateway/src/doors/mcp/instructions.ts';

const root = path.resolve(import.meta.dirname, '../..');
const kit = path.join(root, 'examples/clients');
const read = (file: string): string => readFileSync(path.join(kit, file), 'utf8');
const files = globSync('**/*.*', { cwd: kit, exclude: ['**/node_modules/**'] });
const hidden = [
  'plugin/.agents/plugins/marketplace.json',
  'plugin/tutti/.codex-plugin/plugin.json',
  'plugin/tutti/.mcp.json',
];
const all = [...new Set([...files, ...hidden])];
const jsonFiles = all.filter((file) => file.endsWith('.json'));
const configurations = all.filter((file) => /mcp\.json$|config\.json$|\.toml$/.test(file));

describe('every file', () => {
  it.each(jsonFiles)('%s is JSON', (file) => {
    expect(JSON.parse(read(file))).toBeTypeOf('object');
  });

  it.each(all.filter((file) => file.endsWith('.toml')))(
    '%s has one table of plain settings',
    (file) => {
      const lines = read(file)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'));
      expect(lines[0]).toBe('[mcp_servers.tutti]');
      for (const line of lines.slice(1))
        expect(line).toMatch(/^[a-z_]+ = ("[^"]*"|\["[^"]*"\]|\d+)$/);
    },
  );

  it.each(configurations)('%s leads to /mcp of a gateway, or to "tutti mcp"', (file) => {
    const text = read(file);
    const urls = [...text.matchAll(/https?:\/\/[^\s"]+/g)].map(([url]) => url);
    for (const url of urls)
      expect(['https://tutti.example.org/mcp', 'http://127.0.0.1:8000/mcp']).toContain(url);
    if (urls.length === 0)
      expect(text).toMatch(/command"?\s*[:=]\s*"tutti",?\s*"?args"?\s*[:=]\s*\["mcp"\]/);
  });

  it.each(all)('%s holds no key', (file) => {
    expect(read(file)).not.toMatch(/tutti_[0-9a-z]{20}|Bearer [A-Za-z0-9_-]{8}/);
  });

  it('stands in the table of README.md', () => {
    const table = read('README.md');
    for (const file of configurations.filter((one) => !one.startsWith('plugin/')))
      expect(table).toContain(`(${file})`);
  });
});

describe('the plugin', () => {
  const manifest = JSON.parse(read('plugin/tutti/.codex-plugin/plugin.json')) as {
    name: string;
    version: string;
    skills: string;
    mcpServers: string;
  };

  it('names only what stands in its folder', () => {
    const folder = path.join(kit, 'plugin/tutti');
    for (const place of [manifest.skills, manifest.mcpServers]) {
      expect(place).toMatch(/^\.\//);
      expect(path.resolve(folder, place).startsWith(folder)).toBe(true);
    }
    expect(globSync('skills/*/SKILL.md', { cwd: folder })).toHaveLength(1);
    const { plugins } = JSON.parse(read('plugin/.agents/plugins/marketplace.json')) as {
      plugins: { name: string; source: { path: string } }[];
    };
    expect(plugins).toMatchObject([
      { name: manifest.name, source: { path: `./${manifest.name}` } },
    ]);
  });

  it('has the version of the package', () => {
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(manifest.version).toBe(version);
  });

  it('has a skill with a name and a description that says when', () => {
    const skill = read('plugin/tutti/skills/tutti/SKILL.md');
    expect(skill).toMatch(/^---\nname: tutti\ndescription: .{80,1024}\n---\n/);
  });
});

describe('what a model is taught', () => {
  const taught = [
    ['instructions.md', read('instructions.md')],
    ['SKILL.md', read('plugin/tutti/skills/tutti/SKILL.md')],
    ['on connecting', instructions],
  ] as const;

  it.each(taught)('%s: to preview, confirm, wait, remember, and not to repeat', (_, text) => {
    for (const word of [
      'preview',
      'confirm_token',
      'accepted',
      'jobs_get',
      'needs_approval',
      'memory_search',
      'memory_write',
      'retryable',
      'outcome_unknown',
      'replayed',
      'data',
    ])
      expect(text).toContain(word);
  });

  it('fits into what a custom GPT or a project takes', () => {
    expect(read('instructions.md').length).toBeLessThan(8000);
  });
});

describe('the script', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  }, 60_000);
  afterAll(() => gateway.stop());

  it('remembers, finds, previews and forgets', async () => {
    const script = path.join(kit, 'sdk/remember.ts');
    const env = cleanEnv({ TUTTI_URL: gateway.url, TUTTI_API_KEY: gateway.apiKey });
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
    expect(stdout).toContain('memory_search');
    expect(stdout).toContain('remembered: success');
    expect(stdout).toContain('The spare key is with Ada.');
    expect(stdout).toContain('forgetting: preview');
    expect(stdout).toContain('forgotten: success');
  });

  it('knows only tools that there are', async () => {
    const response = await fetch(`${gateway.url}/intents?limit=200`, {
      headers: { authorization: `Bearer ${gateway.apiKey}` },
    });
    const { items } = (await response.json()) as { items: { name: string }[] };
    const tools = new Set(items.map(({ name }) => name.replaceAll('.', '_')));
    const texts = ['instructions.md', 'plugin/tutti/skills/tutti/SKILL.md', 'sdk/remember.ts']
      .map(read)
      .join('\n');
    const named = [...texts.matchAll(/\b(?:memory|jobs|ssh)_[a-z_]+/g)].map(([name]) => name);
    expect([...new Set(named)].filter((name) => !tools.has(name))).toEqual([]);
  });
});
