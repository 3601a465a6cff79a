import {
  count,
  identifier,
  listOfNames,
  matching,
  text,
  type CommandShape,
  type OptionShape,
  type TableEntry,
  wordsOf,
} from '../command-shape.ts';

const unit = matching(/^[A-Za-z0-9@:._*?[\]\\-][A-Za-z0-9@:._*?[\]\\ -]*$/, 'a unit');
const moment = matching(/^[A-Za-z0-9+@-][A-Za-z0-9 :.,+@-]*$/, 'a time');

/* Command lines and environments of services hold secrets. */
const harmlessProperties = matching(
  /^(?!.*(Environment|Exec(Start|Stop|Reload|Cond)|PassEnv|Credential|Secret|Password|Key))[A-Za-z]+(,[A-Za-z]+)*$/i,
  'properties without commands, environments or credentials',
);

const listing: OptionShape = {
  switches: 'alqr',
  longExact: wordsOf(
    '--no-pager --all --full --failed --no-legend --plain --quiet --user --system ' +
      '--recursive --reverse --after --before --value --no-ask-password',
  ),
  valueOptions: {
    '-n': count,
    '--lines': count,
    '-o': identifier,
    '--output': identifier,
    '-t': listOfNames,
    '--type': listOfNames,
    '--state': listOfNames,
  },
};

const systemctlLists = wordsOf(
  'list-units list-unit-files list-timers list-sockets list-jobs list-paths ' +
    'list-dependencies status is-active is-enabled is-failed is-system-running ' +
    'get-default',
);

const loginctlLists = [
  'list-sessions',
  'list-users',
  'list-seats',
  'session-status',
  'user-status',
];

/** A program of systemd with words that only read. */
function readingWords(
  cmd: string,
  subs: readonly string[],
  own: OptionShape = listing,
): CommandShape[] {
  return subs.map((sub) => ({
    cmd,
    sub: [sub],
    lead: own,
    ...own,
    operands: [unit],
    match: [`${cmd} ${sub}`, `${cmd} --no-pager ${sub}`],
    notMatch: [`${cmd} -H root@evil ${sub}`, `${cmd} ${sub} -M other`],
  }));
}

/** Services and their journal. */
export const serviceCommands: readonly TableEntry[] = [
  {
    cmd: 'systemctl',
    ...listing,
    match: [
      'systemctl',
      'systemctl --failed',
      'systemctl --type=service --state=running --no-pager',
    ],
    notMatch: [
      'systemctl daemon-reload',
      'systemctl restart nginx',
      'systemctl --root=/tmp --failed',
      'systemctl edit x',
    ],
  },
  ...readingWords('systemctl', systemctlLists),
  {
    cmd: 'systemctl',
    sub: ['show'],
    lead: listing,
    ...listing,
    valueOptions: {
      '-p': harmlessProperties,
      '--property': harmlessProperties,
      '-P': harmlessProperties,
    },
    require: [['-p', '--property', '-P']],
    operands: [unit],
    match: [
      'systemctl show nginx -p ActiveState,SubState',
      'systemctl show -p MainPID --value nginx',
    ],
    notMatch: [
      'systemctl show nginx',
      'systemctl show nginx -p Environment',
      'systemctl show-environment',
      'systemctl cat nginx',
      'systemctl show x -p execstart',
    ],
  },
  {
    cmd: 'service',
    operands: [unit, matching(/^status$/, '"status"')],
    min: 2,
    max: 2,
    match: ['service nginx status'],
    notMatch: ['service nginx restart', 'service --status-all', 'service nginx'],
    check: ({ operands }) =>
      operands.some((word) => /[*?[]/.test(word.text)) ? 'name one service' : undefined,
  },
  {
    cmd: 'journalctl',
    switches: 'kqrxealm',
    longExact: wordsOf(
      '--no-pager --reverse --utc --dmesg --catalog --quiet --no-hostname --list-boots ' +
        '--disk-usage --full --all --no-full --no-tail --user --system --fields --header ' +
        '--verify --merge --pager-end',
    ),
    valueOptions: {
      '-n': count,
      '--lines': count,
      '-u': unit,
      '--unit': unit,
      '--user-unit': unit,
      '-p': matching(/^[a-z0-9]+(\.\.[a-z0-9]+)?$/, 'a priority'),
      '--priority': matching(/^[a-z0-9]+(\.\.[a-z0-9]+)?$/, 'a priority'),
      '--since': moment,
      '-S': moment,
      '--until': moment,
      '-U': moment,
      '-g': text,
      '--grep': text,
      '-t': text,
      '--identifier': text,
      '-o': identifier,
      '--output': identifier,
      '--output-fields': listOfNames,
      '-F': matching(/^_?[A-Z_]+$/, 'a field'),
      '--field': matching(/^_?[A-Z_]+$/, 'a field'),
      '--facility': listOfNames,
    },
    joinedValues: { '-b': matching(/^-?\w+$/, 'a boot'), '--boot': matching(/^-?\w+$/, 'a boot') },
    numeric: true,
    operands: [matching(/^([A-Z_]+=[^\n]+|\+|-?\d{1,3}|[0-9a-f]{32})$/, 'FIELD=value')],
    bounds: wordsOf(
      '-n --since -b -k --dmesg --lines -S --boot -e --pager-end --list-boots --disk-usage -F ' +
        '--field --fields --header',
    ),
    match: [
      'journalctl -u nginx -n 100 --no-pager',
      'journalctl -xe',
      'journalctl -b -1 -p err --no-pager',
      "journalctl --since '1 hour ago' _PID=1",
      'journalctl --list-boots',
      'journalctl -u nginx --no-pager | tail -n 20',
    ],
    notMatch: [
      'journalctl -f',
      'journalctl -u nginx',
      'journalctl -n 5 -f',
      'journalctl --vacuum-size=1M',
      'journalctl --rotate',
      'journalctl --flush',
      'journalctl --sync',
      'journalctl -n 1 --cursor-file=/tmp/x',
      'journalctl -n 1 -D /tmp',
      'journalctl -n 1 --file /etc/shadow',
      'journalctl --setup-keys',
      'journalctl -n 1 -M other',
      'journalctl -n 1 --outp=json',
      'journalctl -n 1 /usr/bin/env',
    ],
  },
  {
    cmd: 'loginctl',
    ...listing,
    match: ['loginctl'],
    notMatch: ['loginctl terminate-user x', 'loginctl -H x'],
  },
  ...readingWords('loginctl', loginctlLists),
  ...readingWords('networkctl', ['list', 'status']),
  {
    cmd: 'resolvectl',
    longExact: ['--no-pager'],
    match: ['resolvectl'],
    notMatch: ['resolvectl query x', 'resolvectl dns eth0 1.1.1.1', 'resolvectl flush-caches'],
  },
  ...readingWords('resolvectl', ['status', 'statistics'], { longExact: ['--no-pager'] }),
  ...readingWords('coredumpctl', ['list'], {
    longExact: ['--no-pager', '--no-legend'],
    valueOptions: { '-n': count, '--since': moment },
  }),
  ...readingWords('systemd-analyze', ['time', 'blame', 'critical-chain'], {
    longExact: ['--no-pager', '--user'],
  }),
  {
    cmd: 'systemd-analyze',
    longExact: ['--no-pager'],
    match: ['systemd-analyze'],
    notMatch: ['systemd-analyze set-log-level debug', 'systemd-analyze log-level debug'],
  },
  {
    cmd: 'systemd-cgls',
    longExact: ['--no-pager', '--all', '--full'],
    switches: 'alk',
    match: ['systemd-cgls --no-pager'],
    notMatch: ['systemd-cgls -M x'],
  },
  ...readingWords('busctl', ['list'], {
    longExact: ['--no-pager', '--user', '--system', '--acquired'],
  }),
  ...readingWords('bootctl', ['status', 'list'], { longExact: ['--no-pager'] }),
  {
    cmd: 'supervisorctl',
    sub: ['status'],
    operands: [identifier],
    match: ['supervisorctl status', 'supervisorctl status web'],
    notMatch: ['supervisorctl restart all', 'supervisorctl -c /tmp/x status', 'supervisorctl'],
  },
  {
    cmd: 'fail2ban-client',
    sub: ['status'],
    operands: [identifier],
    max: 1,
    match: ['fail2ban-client status sshd'],
    notMatch: [
      'fail2ban-client stop',
      'fail2ban-client -c /tmp status',
      'fail2ban-client set sshd unbanip 1.1.1.1',
    ],
  },
  {
    cmd: 'nginx',
    switches: 't',
    require: [['-t']],
    match: ['nginx -t'],
    notMatch: [
      'nginx',
      'nginx -s reload',
      'nginx -t -c /tmp/x',
      'nginx -T',
      'nginx -tq',
      'nginx -t -g x',
    ],
  },
  {
    cmd: 'nginx',
    switches: 'vV',
    require: [['-v', '-V']],
    match: ['nginx -v', 'nginx -V'],
    notMatch: [],
  },
  {
    cmd: ['apache2ctl', 'apachectl', 'httpd'],
    switches: 'tSMvV',
    require: [['-t', '-S', '-M', '-v', '-V']],
    match: ['apache2ctl -S', 'apachectl -t', 'httpd -v'],
    notMatch: ['apache2ctl restart', 'apache2ctl -k stop', 'httpd -t -f /tmp/x', 'apache2ctl'],
  },
  {
    cmd: ['apache2ctl', 'apachectl'],
    sub: ['configtest'],
    match: ['apachectl configtest'],
    notMatch: [],
  },
  {
    cmd: 'sshd',
    switches: 'tT',
    require: [['-t', '-T']],
    match: ['sshd -t', 'sshd -T'],
    notMatch: ['sshd', 'sshd -D', 'sshd -t -f /tmp/x', 'sshd -T -C x'],
  },
  {
    cmd: 'postconf',
    switches: 'n',
    require: [['-n']],
    match: ['postconf -n'],
    notMatch: ['postconf -e x=y', 'postconf -c /tmp -n'],
  },
  { cmd: 'mailq', match: ['mailq'], notMatch: ['mailq -q', 'postsuper -d ALL'] },
  {
    cmd: 'postqueue',
    switches: 'pj',
    require: [['-p', '-j']],
    match: ['postqueue -p'],
    notMatch: ['postqueue -f', 'postqueue -i x'],
  },
  {
    cmd: 'chronyc',
    switches: 'n',
    lead: { switches: 'n' },
    operands: [
      matching(
        /^(tracking|sources|sourcestats|activity)$/,
        'tracking, sources, sourcestats or activity',
      ),
    ],
    min: 1,
    max: 1,
    match: ['chronyc tracking', 'chronyc -n sources'],
    notMatch: ['chronyc makestep', 'chronyc -h evil tracking', 'chronyc tracking makestep'],
  },
];
