import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ctrlC, ctrlD, type AtTerminal } from '../e2e/support/at-terminal.ts';
import { startAddingHouse, toolOf as tool, type AddingHouse } from './adding-house.ts';

const asked = 'Accept, edit or leave? [a/e/N] ';
const askedChange = 'or -tool to leave it out: ';

/** Types each answer once its question is there. */
async function answer(running: AtTerminal, ...dialogue: readonly (readonly [string, string])[]) {
  const seen = new Map<string, number>();
  for (const [question, keys] of dialogue) {
    const times = (seen.get(question) ?? 0) + 1;
    seen.set(question, times);
    const escaped = question.replaceAll(/[[\]/?]/g, '\\$&');
    await running.printed(new RegExp(`(${escaped}[^]*){${times}}`));
    running.type(keys);
  }
  return running.ended;
}

describe.skipIf(process.platform !== 'linux')('reviewing on a terminal', () => {
  let house: AddingHouse;
  const hints = [
    tool('look', { readOnlyHint: true }),
    tool('note', { destructiveHint: false, openWorldHint: false }),
    tool('wipe'),
  ];
  const add = (name: string, ...more: string[]) =>
    house.atTerminal('mcp', 'add', name, ...more, '--', ...house.offer(name, hints));
  const inUse = async (server: string) => {
    const { said } = await house.run('intents', '--json');
    return [...said.matchAll(/"name": ?"([^"]+)"/g)]
      .map(([, name = '']) => name)
      .filter((name) => name.startsWith(`mcp.${server}.`));
  };
  const effectsIn = (server: string) => {
    const [, entry = ''] = house.written().split(`    ${server}:\n`);
    const [own = ''] = entry.split(/^ {4}\S/m);
    return /effects:\n((?: {8}.*\n)+)/
      .exec(own)?.[1]
      ?.split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  };

  beforeAll(async () => {
    house = await startAddingHouse();
  }, 60_000);
  afterAll(() => house.stop(), 60_000);

  it('accepts all as proposed', async () => {
    const { code, out } = await answer(add('all'), [asked, 'a\r']);
    expect(out).toContain('1 read, 1 write, 1 destructive');
    expect(out).toContain('all: 3 accepted');
    expect(code).toBe(0);
    expect(effectsIn('all')).toEqual(['look: read', 'note: write', 'wipe: destructive']);
    expect(await inUse('all')).toHaveLength(3);
  });

  it('takes a changed effect and leaves a tool out, and asks again after what it does not know', async () => {
    const { out } = await answer(
      add('edited'),
      [asked, 'e\r'],
      [askedChange, 'wipe=outward\r'],
      [asked, 'e\r'],
      [askedChange, '-note\r'],
      [asked, 'e\r'],
      [askedChange, 'nothing=read\r'],
      [asked, 'e\r'],
      [askedChange, 'look=harmless\r'],
      [asked, 'a\r'],
    );
    expect(out).toContain('1 read, 1 outward\r\n');
    expect(out).toContain('There is no "nothing" in this list.');
    expect(out).toContain('An effect is read, write, outward or destructive.');
    expect(out).toContain('edited: 2 accepted');
    expect(effectsIn('edited')).toEqual(['look: read', 'wipe: outward']);
    expect(await inUse('edited')).toEqual(['mcp.edited.look', 'mcp.edited.wipe']);
    const again = await answer(house.atTerminal('mcp', 'review', 'edited'), [asked, 'a\r']);
    expect(again.out).toContain('edited: 1 accepted');
    expect(effectsIn('edited')).toEqual(['note: write', 'look: read', 'wipe: outward']);
  });

  it('takes answers that are pasted in one go, each for its question', async () => {
    const { code, out } = await answer(add('pasted'), [asked, 'e\rwipe=write\re\r-note\ra\r']);
    expect([code, out]).toEqual([0, expect.stringContaining('pasted: 2 accepted')]);
    expect(effectsIn('pasted')).toEqual(['look: read', 'wipe: write']);
  });

  it.each([
    ['n', 'n\r', 0],
    ['nothing', '\r', 0],
    ['what it does not know', 'yes\r', 0],
    ['the end of what is typed', ctrlD, 0],
    ['Ctrl-C', ctrlC, 1],
  ])('accepts and writes nothing after %s', async (_, keys, exit) => {
    const name = `no-${keys.codePointAt(0) ?? 0}`;
    const { code, out } = await answer(add(name), [asked, keys]);
    expect(code).toBe(exit);
    expect(out).toContain(exit === 0 ? `${name}: nothing was accepted.` : 'Nothing more was done.');
    expect(house.written()).toContain(`    ${name}:\n`);
    expect(effectsIn(name)).toBeUndefined();
    expect(await inUse(name)).toEqual([]);
  });

  it('accepts and writes nothing where it ends amid a change', async () => {
    const { code } = await answer(add('amid'), [asked, 'e\r'], [askedChange, ctrlC]);
    expect(code).toBe(1);
    const command = ['mcp', 'review', 'amid'];
    const change = [asked, 'e\r'] as const;
    await answer(house.atTerminal(...command), change, [askedChange, ctrlD], [asked, ctrlD]);
    await answer(
      house.atTerminal(...command),
      change,
      [askedChange, 'wipe=read\r'],
      [asked, 'n\r'],
    );
    expect(effectsIn('amid')).toBeUndefined();
    expect(await inUse('amid')).toEqual([]);
  });

  it('asks for one server after the other; Ctrl-C leaves what was accepted, and asks no more', async () => {
    const servers = Object.fromEntries(
      ['first', 'second', 'third'].map((name) => {
        const [command, ...args] = house.offer(name, [tool('echo')]);
        return [name, { command, args }];
      }),
    );
    const other = path.join(house.folder, 'several.json');
    writeFileSync(other, JSON.stringify({ mcpServers: servers }));
    const { code, out } = await answer(
      house.atTerminal('mcp', 'import', other),
      [asked, 'a\r'],
      [asked, ctrlC],
    );
    expect(code).toBe(1);
    expect(out.split(asked)).toHaveLength(3);
    expect(effectsIn('first')).toEqual(['echo: destructive']);
    expect([effectsIn('second'), effectsIn('third')]).toEqual([undefined, undefined]);
    expect(await inUse('second')).toEqual([]);
  });
});
