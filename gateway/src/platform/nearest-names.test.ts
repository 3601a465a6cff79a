import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestNames } from './nearest-names.ts';

const names = ['memory.search', 'memory.write', 'memory.list', 'jobs.get', 'jobs.list', 'ssh.exec'];

describe('nearestNames', () => {
  it.each([
    ['memory.serach', 'memory.search'],
    ['memry.write', 'memory.write'],
    ['MEMORY.LIST', 'memory.list'],
    ['jobs.gett', 'jobs.get'],
    ['ssh.exce', 'ssh.exec'],
  ])('finds %s to be %s', (misspelt, meant) => {
    expect(nearestNames(misspelt, names)[0]).toBe(meant);
  });

  it('has nothing to say where no name is near', () => {
    expect(nearestNames('calendar.schedule', names)).toEqual([]);
  });

  it('gives none that is much further off than the nearest', () => {
    expect(nearestNames('memory.serach', ['memory.search', 'memory.forget'])).toEqual([
      'memory.search',
    ]);
    expect(nearestNames('memory.serget', ['memory.search', 'memory.forget'])).toHaveLength(2);
  });

  it('gives at most three, nearest first', () => {
    const near = ['aaaab', 'aaabb', 'aabbb', 'aaaaa', 'aaaac'];
    expect(nearestNames('aaaaa', near)).toEqual(['aaaaa', 'aaaab', 'aaaac']);
  });

  it('finds every name after any one mistake in it', () => {
    const mistake = fc.record({
      name: fc.constantFrom(...names),
      at: fc.nat(),
      kind: fc.constantFrom('drop', 'double', 'swap', 'replace'),
    });
    fc.assert(
      fc.property(mistake, ({ name, at, kind }) => {
        expect(nearestNames(misspell(name, at % (name.length - 1), kind), names)[0]).toBe(name);
      }),
    );
  });

  it('counts swapped neighbours as one mistake', () => {
    expect(nearestNames('badcfe', ['abcdef', 'zyxdef'])).toEqual([]);
    expect(nearestNames('badcef', ['abcdef'])).toEqual(['abcdef']);
  });

  it('stays quick for a name as long as a request may carry', () => {
    const started = performance.now();
    nearestNames('m'.repeat(100_000), names);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

function misspell(name: string, at: number, kind: string): string {
  const [here = '', next = ''] = [name[at], name[at + 1]];
  const [head, tail] = [name.slice(0, at), name.slice(at + 1)];
  if (kind === 'drop') return head + tail;
  if (kind === 'double') return head + here + here + tail;
  if (kind === 'swap') return head + next + here + tail.slice(1);
  return `${head}#${tail}`;
}
