import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawnTutti, tutti, type RunningProcess } from '../e2e/support/tutti.ts';

const apiKey = 'adding-key-of-more-than-32-characters-here';
const ownerKey = 'adding-owner-key-of-more-than-32-characters';
const scripted = path.join(import.meta.dirname, 'scripted-server.ts');

describe.skipIf(process.platform !== 'linux')('adding upstream servers', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-adding-'));
  const file = path.join(folder, 'tutti.yaml');
  const env = {
    TUTTI_CONFIG: file,
    TUTTI_DATA_DIR: path.join(folder, 'data'),
    TUTTI_API_KEY: apiKey,
    TUTTI_OWNER_KEY: ownerKey,
    PORT: '0',
  };
  let gateway: RunningProcess;

  const run = async (...args: string[]) => {
    const { code, out, err } = await tutti(args, { env });
    return { code, said: out + err };
  };
  /** A file that says what a server offers, and the arguments by which it is started. */
  const offer = (name: string, tools: readonly object[]) => {
    const behaviour = path.join(folder, `${name}.json`);
    writeFileSync(behaviour, JSON.stringify({ tools }));
    return [scripted, behaviour];
  };
  const tool = (name: string, annotations = {}) => ({
    name,
    inputSchema: { type: 'object' },
    annotations,
  });

  beforeAll(async () => {
    mkdirSync(path.join(folder, 'data'));
    writeFileSync(file, '# mine\n');
    gateway = spawnTutti(['start'], { env });
    await gateway.printed(/listens on (\S+)/);
  }, 60_000);
  afterAll(async () => {
    gateway.child.kill('SIGTERM');
    await gateway.ended;
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('writes one to the file, has it taken over, and leaves what it offers to the owner', async () => {
    const args = offer('one', [tool('echo', { readOnlyHint: true }), tool('pid')]);
    const added = await run('mcp', 'add', 'one', '--', process.execPath, ...args);
    expect(added.said).toContain(`Added one to ${file}`);
    expect(readFileSync(file, 'utf8')).toContain('# mine');
    /* Nobody can be asked here. */
    expect(added.code).toBe(1);
    expect(added.said).toContain('Nobody said');
    expect((await run('call', 'mcp.one.echo')).said).toContain('unknown_intent');
    expect((await run('doctor')).said).toContain('one: 2 to review');
  });

  it('writes the effects that the owner gives to the file, and keeps to them', async () => {
    const reviewed = await run('mcp', 'review', 'one', '--accept', '--effect', 'pid=write');
    expect(reviewed.said).toContain('2 accepted');
    expect(readFileSync(file, 'utf8')).toMatch(/effects:\s+echo: read\s+pid: write/);
    expect((await run('call', 'mcp.one.echo', 'n=5')).said).toContain('5');
    expect((await run('doctor')).said).not.toContain('to review');

    await run('mcp', 'review', 'one', '--effect', 'echo=destructive');
    expect(readFileSync(file, 'utf8')).toMatch(/effects:\s+echo: destructive\s+pid: write/);
    expect((await run('call', 'mcp.one.echo', 'n=5')).said).toContain('preview');
  });

  it('takes the file of another client', async () => {
    const args = offer('two', [tool('echo')]);
    const other = path.join(folder, 'mcp.json');
    const servers = { 'Number two': { command: process.execPath, args } };
    writeFileSync(other, JSON.stringify({ mcpServers: servers }));
    expect((await run('mcp', 'import', other)).said).toContain(`Added Number-two to ${file}`);
    await run('mcp', 'review', 'Number-two', '--accept', '--effect', 'echo=read');
    expect((await run('call', 'mcp.Number-two.echo', 'n=6')).said).toContain('6');
  });

  it('sees a tool that changed without a word, once it is looked for', async () => {
    offer('two', [tool('echo'), tool('more')]);
    const { said } = await run('mcp', 'review', 'Number-two', '--json');
    expect(said).toMatch(/"name": ?"more"/);
  });
});
