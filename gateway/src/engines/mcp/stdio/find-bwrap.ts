import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What keeps servers from what they were not given, or why nothing does. */
export type Confinement =
  | { readonly kind: 'bwrap' }
  | { readonly kind: 'none'; readonly why: string };

const tryMs = 5000;
const run = promisify(execFile);

/** Tries bubblewrap with what is asked of it: where it is installed, the system may still forbid it. */
export async function findBwrap(env: Readonly<Record<string, string>>): Promise<Confinement> {
  if (process.platform !== 'linux') return { kind: 'none', why: 'bubblewrap is for Linux only' };
  const args = ['--die-with-parent', '--unshare-pid', '--unshare-net'];
  const view = ['--ro-bind', '/', '/', '--proc', '/proc', '--dev', '/dev', '--', 'true'];
  try {
    await run('bwrap', [...args, ...view], { env, timeout: tryMs });
    return { kind: 'bwrap' };
  } catch (error) {
    if (isMissing(error)) return { kind: 'none', why: 'bubblewrap (bwrap) is not installed' };
    return { kind: 'none', why: 'bubblewrap (bwrap) does not work here' };
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
