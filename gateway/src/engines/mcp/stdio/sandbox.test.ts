import { describe, expect, it } from 'vitest';
import { sandboxArgs, type SandboxPlace } from './sandbox.ts';

const place: SandboxPlace = {
  cwd: '/srv/work',
  home: '/data/tutti/mcp/files',
  secretFolders: ['/data/tutti'],
  secretFiles: ['/srv/work/tutti.yaml'],
  programFolders: ['/opt/node'],
};

describe('what a server sees of this machine', () => {
  it('never has the keys of the gateway in it, whatever was declared', () => {
    const declared = { read: ['/data', '/srv'], write: ['/srv/work'], net: true };
    for (const permissions of [undefined, declared]) {
      const args = sandboxArgs(permissions, place);
      expect(pairs(args, '--tmpfs')).toContain('/data/tutti');
      expect(triples(args, '--ro-bind')).toContain('/dev/null /srv/work/tutti.yaml');
      /* What hides them has to come after what shows the folder that they are in. */
      const shown = Math.max(args.lastIndexOf('--ro-bind-try'), args.lastIndexOf('--bind-try'));
      expect(args.indexOf('/data/tutti')).toBeGreaterThan(shown);
      expect(args).toContain('--unshare-pid');
      expect(args).toContain('--die-with-parent');
    }
  });

  it('is what was declared, and the programs that it needs', () => {
    const args = sandboxArgs({ read: ['/srv/docs'], write: ['/srv/out'], net: false }, place);
    expect(triples(args, '--ro-bind-try')).toEqual(
      expect.arrayContaining(['/usr /usr', '/opt/node /opt/node', '/srv/docs /srv/docs']),
    );
    expect(triples(args, '--bind-try')).toEqual(['/srv/out /srv/out']);
    expect(args).toContain('--unshare-net');
    expect(args.slice(-2)).toEqual(['--chdir', place.home]);
  });

  it('has the network where that is declared', () => {
    expect(sandboxArgs({ read: [], write: [], net: true }, place)).not.toContain('--unshare-net');
  });

  it('starts it where it was told to, where it may see that', () => {
    expect(sandboxArgs(undefined, place).slice(-2)).toEqual(['--chdir', '/srv/work']);
    const declared = { read: ['/srv'], write: [], net: false };
    expect(sandboxArgs(declared, place).slice(-2)).toEqual(['--chdir', '/srv/work']);
  });
});

function pairs(args: readonly string[], option: string): string[] {
  return args.flatMap((arg, at) => (arg === option ? [args[at + 1] ?? ''] : []));
}

function triples(args: readonly string[], option: string): string[] {
  return args.flatMap((arg, at) =>
    arg === option ? [`${args[at + 1] ?? ''} ${args[at + 2] ?? ''}`] : [],
  );
}
