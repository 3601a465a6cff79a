import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { cleanEnv, follow, launcher, type RunningProcess } from './tutti.ts';

export const ctrlC = '\u0003';
/** The end of what is typed. */
export const ctrlD = '\u0004';

/** A command on a terminal of its own, and whoever sits at it. Both streams come out as `out`. */
export interface AtTerminal extends RunningProcess {
  type(keys: string): void;
}

/** Runs `tutti` on a terminal, which `script` of util-linux makes. */
export function tuttiAtTerminal(
  args: readonly string[],
  { env }: { readonly env: Readonly<Record<string, string>> },
): AtTerminal {
  const command = [process.execPath, launcher, ...args].map((word) => `'${word}'`).join(' ');
  const running = follow(
    spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
      cwd: tmpdir(),
      env: { ...cleanEnv(env), TERM: 'xterm' },
      stdio: ['pipe', 'pipe', 'pipe'],
    }),
  );
  running.child.stdin?.on('error', () => {});
  return { ...running, type: (keys) => void running.child.stdin?.write(keys) };
}
