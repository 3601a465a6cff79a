import {
  count,
  few,
  matching,
  oneOf,
  text,
  type CommandShape,
  type TableEntry,
} from '../command-shape.ts';

const container = matching(/^[A-Za-z0-9][A-Za-z0-9_.:/@-]*$/, 'a container or image');
const filter = matching(/^[a-z-]+(=|!=)[\w.:/@=-]+$/, 'a filter');
const moment = matching(/^[\w.:+-]+$/, 'a time');
/* A template is data to the shell; it can print every field, so for lists only. */
const template = text;

const lists = {
  switches: 'aqlns',
  longExact: ['--all', '--quiet', '--no-trunc', '--latest', '--size', '--digests'],
  valueOptions: {
    '-f': filter,
    '--filter': filter,
    '--format': template,
    '-n': few,
    '--last': few,
  },
} as const;

interface Words {
  readonly subs: readonly string[];
  readonly own?: Partial<CommandShape>;
}

/* What docker and podman share. Inspecting shows environments, and those hold secrets. */
const shared: readonly Words[] = [
  {
    subs: [
      'ps',
      'container ls',
      'container ps',
      'container list',
      'images',
      'image ls',
      'image list',
    ],
    own: { ...lists, switches: 'aqls', operands: [container], max: 1 },
  },
  {
    subs: [
      'volume ls',
      'network ls',
      'volume list',
      'network list',
      'context ls',
      'system df',
      'info',
      'version',
      'system info',
    ],
    own: { ...lists, switches: 'qv', longExact: ['--quiet', '--no-trunc', '--verbose'] },
  },
  { subs: ['port', 'container port'], own: { operands: [container], min: 1, max: 2 } },
  { subs: ['diff'], own: { operands: [container], min: 1, max: 1 } },
  {
    subs: ['history', 'image history'],
    own: { ...lists, switches: 'q', operands: [container], min: 1, max: 1 },
  },
  {
    subs: ['top', 'container top'],
    own: {
      operands: [container, oneOf('aux', '-ef', '-aux')],
      longExact: ['-ef', '-aux'],
      min: 1,
      max: 2,
    },
  },
  {
    subs: ['logs', 'container logs'],
    own: {
      switches: 't',
      longExact: ['--timestamps'],
      valueOptions: { '-n': count, '--tail': count, '--since': moment, '--until': moment },
      bounds: ['--tail', '-n', '--since'],
      operands: [container],
      min: 1,
      max: 1,
    },
  },
  {
    subs: ['stats', 'container stats'],
    own: {
      switches: 'a',
      longExact: ['--no-stream', '--all', '--no-trunc'],
      valueOptions: { '--format': template },
      require: [['--no-stream']],
      operands: [container],
    },
  },
];

const dockerOnly: readonly Words[] = [
  {
    subs: ['compose ls', 'compose version'],
    own: {
      switches: 'aq',
      longExact: ['--all', '--quiet', '--short'],
      valueOptions: { '--format': oneOf('json', 'table', 'pretty') },
    },
  },
  {
    subs: ['node ls', 'service ls', 'stack ls', 'plugin ls', 'buildx ls'],
    own: { ...lists, switches: 'q' },
  },
  {
    subs: ['service ps', 'node ps', 'stack ps', 'stack services'],
    own: { ...lists, switches: 'q', operands: [container], min: 1 },
  },
];

function entries(cmd: string, words: readonly Words[]): CommandShape[] {
  return words.flatMap(({ subs, own }) =>
    subs.map((sub) => ({ cmd, sub: sub.split(' '), match: [], notMatch: [], ...own })),
  );
}

/** Containers on this machine. */
export const containerCommands: readonly TableEntry[] = [
  ...entries('docker', [...shared, ...dockerOnly]),
  ...entries('podman', shared),
  {
    cmd: 'docker',
    switches: 'v',
    longExact: ['--version'],
    require: [['-v', '--version']],
    match: [
      'docker -v',
      "docker ps -a --format '{{.Names}} {{.Status}}'",
      'docker ps --filter status=exited',
      'docker images',
      'docker image ls',
      'docker logs --tail 50 web',
      'docker logs --since 10m web',
      'docker logs web | tail -n 5',
      'docker stats --no-stream',
      'docker top web',
      'docker port web',
      'docker compose ls',
      'docker system df',
      'podman ps -a',
    ],
    notMatch: [
      'docker',
      'docker -H tcp://evil:2375 ps',
      'docker --context x ps',
      'docker --config /tmp ps',
      'docker inspect web',
      'docker exec web ls',
      'docker logs web',
      'docker logs -f --tail 5 web',
      'docker stats',
      'docker compose ps',
      'docker compose -f /tmp/x.yml ls',
      'docker top web auxe',
      'docker top web -eo pid,args e',
      'docker system prune -af',
      'docker run x',
      'docker events',
      'docker cp web:/etc/shadow -',
      'docker ps --no-trun',
      'docker image inspect x',
    ],
  },
  {
    cmd: 'crictl',
    sub: ['ps'],
    switches: 'aq',
    longExact: ['--all'],
    match: ['crictl ps -a'],
    notMatch: ['crictl -r unix:///x ps', 'crictl rm x', 'crictl inspect x'],
  },
  { cmd: 'crictl', sub: ['pods'], switches: 'q', match: ['crictl pods'], notMatch: [] },
  { cmd: 'crictl', sub: ['images'], switches: 'q', match: ['crictl images'], notMatch: [] },
  {
    cmd: 'virsh',
    sub: ['list'],
    longExact: ['--all', '--inactive'],
    match: ['virsh list --all'],
    notMatch: ['virsh -c qemu+ssh://x/system list', 'virsh destroy x'],
  },
  {
    cmd: 'lxc-ls',
    switches: 'f1',
    longExact: ['--fancy'],
    match: ['lxc-ls -f'],
    notMatch: ['lxc-attach -n x', 'lxc-ls -P /tmp'],
  },
];
