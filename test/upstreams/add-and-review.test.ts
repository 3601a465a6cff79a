import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAddingHouse, toolOf as tool, type AddingHouse } from './adding-house.ts';
import { processesOf } from './processes-of.ts';

describe.skipIf(process.platform !== 'linux')('adding upstream servers', () => {
  let house: AddingHouse;
  const run = (...args: string[]) => house.run(...args);

  beforeAll(async () => {
    house = await startAddingHouse();
  }, 60_000);
  afterAll(() => house.stop(), 60_000);

  it('writes one to the file, has it taken over, and leaves what it offers to the owner', async () => {
    const command = house.offer('one', [tool('echo', { readOnlyHint: true }), tool('pid')]);
    const added = await run('mcp', 'add', 'one', '--', ...command);
    expect(added.said).toContain(`Added one to ${house.file}`);
    expect(house.written()).toContain('# mine');
    /* Nobody can be asked here. */
    expect(added.code).toBe(1);
    expect(added.said).toContain('Nobody said');
    expect((await run('call', 'mcp.one.echo')).said).toContain('unknown_intent');
    expect((await run('doctor')).said).toContain('one: 2 to review');
  });

  it('writes the effects that the owner gives to the file, and keeps to them', async () => {
    const reviewed = await run('mcp', 'review', 'one', '--accept', '--effect', 'pid=write');
    expect(reviewed.said).toContain('2 accepted');
    expect(house.written()).toMatch(/effects:\s+echo: read\s+pid: write/);
    expect((await run('call', 'mcp.one.echo', 'n=5')).said).toContain('5');
    expect((await run('doctor')).said).not.toContain('to review');

    await run('mcp', 'review', 'one', '--effect', 'echo=destructive');
    expect(house.written()).toMatch(/effects:\s+echo: destructive\s+pid: write/);
    expect((await run('call', 'mcp.one.echo', 'n=5')).said).toContain('preview');
  });

  it('keeps a server running where only its effects changed, and keeps to the new ones', async () => {
    const processes = () => processesOf(path.join(house.folder, 'one.json'));
    const before = processes();
    expect(before).not.toEqual([]);
    writeFileSync(house.file, house.written().replace('echo: destructive', 'echo: read'));
    await run('reload');
    expect(processes()).toEqual(before);
    expect((await run('call', 'mcp.one.echo', 'n=9')).said).toContain('9');

    writeFileSync(
      house.file,
      house.written().replace('    one:\n', '    one:\n      deadline_s: 50\n'),
    );
    await run('reload');
    await run('call', 'mcp.one.echo', 'n=10');
    expect(processes().filter((each) => before.includes(each))).toEqual([]);
  });

  it('changes nothing where a tool is named that nobody offers', async () => {
    const before = house.written();
    for (const wrong of [
      ['--withdraw', 'ecko'],
      ['--effect', 'ecko=read', '--withdraw', 'echo'],
    ]) {
      const { code, said } = await run('mcp', 'review', 'one', '--accept', ...wrong);
      expect([code, said]).toEqual([1, expect.stringContaining('offers "ecko"')]);
    }
    expect(house.written()).toBe(before);
    expect((await run('call', 'mcp.one.echo', 'n=5')).said).toContain('5');
  });

  it('takes the file of another client', async () => {
    const [command, ...args] = house.offer('two', [tool('echo')]);
    const other = path.join(house.folder, 'mcp.json');
    const servers = { 'Number two': { command, args } };
    writeFileSync(other, JSON.stringify({ mcpServers: servers }));
    expect((await run('mcp', 'import', other)).said).toContain(`Added Number-two to ${house.file}`);
    await run('mcp', 'review', 'Number-two', '--accept', '--effect', 'echo=read');
    expect((await run('call', 'mcp.Number-two.echo', 'n=6')).said).toContain('6');
  });

  it('sees a tool that changed without a word, once it is looked for', async () => {
    house.offer('two', [tool('echo'), tool('more')]);
    const { said } = await run('mcp', 'review', 'Number-two', '--json');
    expect(said).toMatch(/"name": ?"more"/);
  });
});
