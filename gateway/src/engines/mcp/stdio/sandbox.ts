import path from 'node:path';
import type { Permissions } from '../server-settings.ts';

export interface SandboxPlace {
  readonly cwd: string;
  /** A folder of its own, where it may write. */
  readonly home: string;
  /** Files and folders of the gateway that it never sees. */
  readonly secretFolders: readonly string[];
  readonly secretFiles: readonly string[];
  /** Where the programs lie that it is started with, outside of the folders of the system. */
  readonly programFolders: readonly string[];
}

const systemFolders = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/nix/store'];
const systemFiles = [
  '/etc/alternatives',
  '/etc/ca-certificates',
  '/etc/crypto-policies',
  '/etc/group',
  '/etc/hosts',
  '/etc/ld.so.cache',
  '/etc/localtime',
  '/etc/nsswitch.conf',
  '/etc/passwd',
  '/etc/pki',
  '/etc/resolv.conf',
  '/etc/ssl',
];
/* It dies with the process that started it, and all of its own processes with it: none can leave its group. */
const always = ['--die-with-parent', '--unshare-pid'];
const procfs = ['--proc', '/proc'];
const ownDevices = ['--dev', '/dev', '--tmpfs', '/tmp'];

/** Arguments of bubblewrap (`bwrap`) up to the command: what the server is to see of this machine. */
export function sandboxArgs(
  permissions: Permissions | undefined,
  place: SandboxPlace,
): readonly string[] {
  return permissions ? declaredView(permissions, place) : widerView(place);
}

/** Without permissions: as its user, but with the keys of the gateway and all other processes out of sight. */
function widerView({ cwd, home, secretFolders, secretFiles }: SandboxPlace): readonly string[] {
  return [
    ...always,
    '--dev-bind',
    '/',
    '/',
    ...procfs,
    ...secretFolders.flatMap((folder) => ['--tmpfs', folder]),
    ...secretFiles.flatMap((file) => ['--ro-bind', '/dev/null', file]),
    ...bindEach('--bind', [home]),
    ...bindEach('--bind-try', secretFolders.some((folder) => isInside(cwd, folder)) ? [cwd] : []),
    '--chdir',
    cwd,
  ];
}

function declaredView(
  { read, write, net }: Permissions,
  { cwd, home, secretFolders, secretFiles, programFolders }: SandboxPlace,
): readonly string[] {
  const seen = [...read, ...write, ...programFolders];
  const seesCwd = seen.some((folder) => cwd === folder || isInside(cwd, folder));
  return [
    ...always,
    '--unshare-ipc',
    '--unshare-uts',
    ...(net ? [] : ['--unshare-net']),
    ...bindEach('--ro-bind-try', [...systemFolders, ...systemFiles]),
    ...procfs,
    ...ownDevices,
    ...bindEach('--ro-bind-try', [...programFolders, ...read]),
    ...bindEach('--bind-try', write),
    /* Whatever was declared: the keys of the gateway are not for it. */
    ...secretFolders.flatMap((folder) => (overlaps(folder, seen) ? ['--tmpfs', folder] : [])),
    ...secretFiles.flatMap((file) =>
      seen.some((folder) => file === folder || isInside(file, folder))
        ? ['--ro-bind', '/dev/null', file]
        : [],
    ),
    ...bindEach('--bind', [home]),
    '--chdir',
    seesCwd ? cwd : home,
  ];
}

function bindEach(option: string, paths: readonly string[]): readonly string[] {
  return paths.flatMap((each) => [option, each, each]);
}

function overlaps(folder: string, seen: readonly string[]): boolean {
  return seen.some((each) => each === folder || isInside(folder, each));
}

function isInside(inner: string, outer: string): boolean {
  const relative = path.relative(outer, inner);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
