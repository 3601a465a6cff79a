import path from 'node:path';
import type { Environment } from './parse-environment.ts';

/** The machine as far as it decides where files belong. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly cwd: string;
}

/** Where the data of a user belongs on this kind of machine. */
export function defaultDataFolder(env: Environment, { platform, home }: Machine): string {
  if (platform === 'win32') {
    return path.win32.join(
      env['LOCALAPPDATA'] ?? path.win32.join(home, 'AppData', 'Local'),
      'tutti',
    );
  }
  if (platform === 'darwin')
    return path.posix.join(home, 'Library', 'Application Support', 'tutti');
  const xdg = env['XDG_DATA_HOME'];
  // The XDG specification has relative paths ignored.
  const base = xdg?.startsWith('/') ? xdg : path.posix.join(home, '.local', 'share');
  return path.posix.join(base, 'tutti');
}

/** Makes a path absolute that somebody wrote; `~/` stands for the home folder. */
export function resolveWritten(
  written: string,
  { from, home }: { from: string; home: string },
): string {
  if (written === '~') return home;
  if (/^~[/\\]/.test(written)) return path.join(home, written.slice(2));
  return path.resolve(from, written);
}
