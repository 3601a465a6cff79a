/**
 * Who may import whom. A *room* is a folder of gateway/src; arrows point from right to left.
 * `forbiddenArrow` answers for one import; the lint rule in house.ts only reports it.
 */
import path from 'node:path';

/** Each room may import the rooms before it. Rooms that share a line never import each other. */
const GATEWAY_ROOMS: readonly (readonly string[])[] = [
  ['platform'],
  ['identity'],
  ['intents'],
  ['guard'],
  ['consent'],
  ['runs'],
  ['delivery'],
  ['plans', 'schedules'],
  ['engines', 'tools', 'doors', 'telemetry', 'network', 'audit'],
];

/** Rooms that implement what platform declares, and need nothing else. */
const PLATFORM_ONLY = new Set(['telemetry', 'network', 'audit', 'config.ts']);

/** The configuration holds the rules of the guard, and has it say whether they are right. */
const CONFIG_READS = new Set(['platform', 'guard']);

/** Rooms whose folders are strangers to each other, `shared` aside. */
const ROOMS_OF_STRANGERS = new Set(['engines', 'tools', 'doors']);

/** Pure functions that a store applies where the rows are, instead of handing them all out. */
const APPLIED_BY_STORES = /^gateway\/src\/tools\/memory\/recall\/[^/]+$/;

/** Files of gateway/src that may import every room: they wire the parts, or name what others see. */
const COMPOSITION = new Set([
  'gateway.ts',
  'index.ts',
  'open-audit-head.ts',
  'open-base.ts',
  'open-doors.ts',
  'open-engines.ts',
  'open-identity.ts',
  'open-sign-in.ts',
  'open-upstreams.ts',
]);

/** The sentence that says what is wrong with the import, or undefined if it is allowed. */
export function forbiddenArrow(importer: string, specifier: string): string | undefined {
  const from = placeOf(importer);
  if (from === undefined) return undefined;
  if (!specifier.startsWith('.')) return forbiddenPackage(from, specifier);

  const to = placeOf(path.posix.join(path.posix.dirname(importer), specifier));
  if (to === undefined) return `${from.workspace}/src may not reach outside of itself by path`;
  if (to.workspace !== from.workspace) {
    return `use #${to.workspace} (if it is allowed at all) instead of a path into another package`;
  }
  if (from.workspace === 'gateway') return forbiddenInGateway(from, to);
  if (from.workspace === 'cli') return forbiddenInCli(from, to);
  return undefined;
}

interface Place {
  workspace: 'contract' | 'gateway' | 'cli';
  /** First segment under src: a room, or a file that stands in src itself. */
  room: string;
  /** Second segment under src if it is a folder. */
  folder: string | undefined;
  file: string;
  path: string;
  isTest: boolean;
}

function placeOf(file: string): Place | undefined {
  const match = /^(contract|gateway|cli)\/src\/(.+)$/.exec(file);
  if (match === null) return undefined;
  const [, workspace, inside] = match as unknown as [string, Place['workspace'], string];
  const segments = inside.split('/');
  return {
    workspace,
    room: segments[0] ?? '',
    folder: segments.length > 2 ? segments[1] : undefined,
    file: segments.at(-1) ?? '',
    path: file,
    isTest: /\.(test|suite)\.ts$/.test(inside),
  };
}

function forbiddenPackage(from: Place, specifier: string): string | undefined {
  const name = specifier.split('/')[0] ?? '';
  if (name === '@tutti')
    return 'say #contract or #gateway: names of workspaces do not exist once published';
  if (name === '#contract')
    return from.workspace === 'contract' ? 'contract may not import itself' : undefined;
  if (name === '#gateway') return forbiddenGatewayEntry(from);
  if (name.startsWith('#')) return 'only #contract and #gateway are known';
  if (from.isTest) return undefined;
  if (from.workspace === 'contract' && name !== 'zod') return 'contract may import zod only';
  if (name === 'vitest' || name === 'fast-check') return `only tests may import ${name}`;
  return undefined;
}

function forbiddenGatewayEntry(from: Place): string | undefined {
  if (from.workspace === 'cli' && from.room === 'local') return undefined;
  return 'only cli/src/local may import #gateway';
}

function forbiddenInGateway(from: Place, to: Place): string | undefined {
  if (COMPOSITION.has(from.room)) return undefined;
  if (to.isTest && !from.isTest) return `${to.file} is a test`;
  if (from.isTest && from.room.endsWith('.ts')) return undefined;
  if (from.room === to.room) return forbiddenBetweenStrangers(from, to);
  if (from.room === 'store') return forbiddenForStore(from, to);
  if (to.room === 'store') return 'nothing but gateway.ts and its open-*.ts may import store/';
  if (from.room === 'config.ts' && to.room === 'config') return undefined;
  if (from.room === 'config') {
    if (CONFIG_READS.has(to.room)) return undefined;
    return 'config may import platform, guard and #contract only';
  }
  if (PLATFORM_ONLY.has(from.room)) {
    return to.room === 'platform'
      ? undefined
      : `${from.room} may import platform and #contract only`;
  }
  if (rankOf(to.room) < rankOf(from.room)) return undefined;
  return `${from.room} may not import ${to.room}: arrows point to the left (${drawing()})`;
}

function forbiddenBetweenStrangers(from: Place, to: Place): string | undefined {
  if (!ROOMS_OF_STRANGERS.has(from.room)) return undefined;
  if (to.folder === undefined || to.folder === from.folder || to.folder === 'shared')
    return undefined;
  return `${from.room}/${from.folder ?? from.file} may not import ${to.room}/${to.folder}`;
}

function forbiddenForStore(from: Place, to: Place): string | undefined {
  if (to.room === 'platform') return undefined;
  if (to.file.endsWith('-store.ts')) return undefined;
  if (APPLIED_BY_STORES.test(to.path)) return undefined;
  if (from.isTest && to.file.endsWith('-store.suite.ts')) return undefined;
  return 'store may import platform, #contract, the *-store.ts of a room and tools/memory/recall only';
}

function forbiddenInCli(from: Place, to: Place): string | undefined {
  if (from.room === 'remote' && to.room === 'local')
    return 'cli/src/remote may not import cli/src/local';
  if (from.room === 'local' && to.room === 'remote')
    return 'cli/src/local may not import cli/src/remote';
  return undefined;
}

/** Unknown rooms (config.ts, gateway.ts, a new folder) stand at the far right: nobody may import them. */
function rankOf(room: string): number {
  const rank = GATEWAY_ROOMS.findIndex((line) => line.includes(room));
  return rank === -1 ? GATEWAY_ROOMS.length : rank;
}

function drawing(): string {
  return GATEWAY_ROOMS.map((line) => (line.length === 1 ? line[0] : `{${line.join(', ')}}`)).join(
    ' <- ',
  );
}
