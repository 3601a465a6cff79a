import {
  count,
  few,
  identifier,
  listOfNames,
  matching,
  names,
  text,
  type TableEntry,
  wordsOf,
} from '../command-shape.ts';
import { ps } from '../programs/ps.ts';

const pid = matching(/^\d{1,9}(,\d{1,9})*$/, 'a process id');
/* Numbers only: a host name would be looked up, and that leaves the house. */
const socketAddress = /^[46]?(tcp|udp)?(@(\d[\d.]*|\[[\da-f:]+\]))?(:[\w,-]+)?$/i;
const address = matching(socketAddress, 'an address in numbers');
const pattern = matching(/^[^\n]{1,200}$/, 'a pattern');

/** `iostat 1 3`: an interval and how often. Without a count they never end. */
function sampler(
  cmd: string,
  own: Partial<TableEntry> & {
    readonly match: readonly string[];
    readonly notMatch: readonly string[];
  },
): TableEntry {
  return {
    cmd,
    operands: [few, few],
    max: 2,
    check: ({ operands }) =>
      operands.length === 1 ? 'with an interval it needs a count, or it never ends' : undefined,
    ...own,
  };
}

/** What runs, and what it uses. */
export const processCommands: readonly TableEntry[] = [
  ps,
  {
    cmd: 'top',
    switches: 'bcHiSE1e',
    valueOptions: {
      '-n': few,
      '-o': matching(/^[+-]?[%A-Za-z]+$/, 'a column'),
      '-p': pid,
      '-u': identifier,
      '-w': few,
      '-d': matching(/^\d{1,2}(\.\d)?$/, 'seconds'),
    },
    require: [['-b'], ['-n']],
    match: ['top -b -n 1', 'top -bn1', 'top -b -n 1 -o %MEM'],
    notMatch: ['top', 'top -b', 'top -n 1', 'htop', 'top -b -n x'],
  },
  {
    cmd: 'pgrep',
    switches: 'aflxcnovi',
    longExact: wordsOf('--list-full --list-name --full --exact --count --newest --oldest'),
    valueOptions: {
      '-u': listOfNames,
      '-U': listOfNames,
      '-P': pid,
      '-d': text,
      '-t': identifier,
      '-g': pid,
    },
    operands: [pattern],
    max: 1,
    match: ['pgrep -a nginx', 'pgrep -fl "node server"', 'pgrep -u www-data'],
    notMatch: ['pkill nginx', 'pgrep -F /etc/shadow', 'pgrep --signal 9 x', 'pgrep a b'],
  },
  {
    cmd: 'pidof',
    switches: 'sxq',
    operands: [identifier],
    min: 1,
    match: ['pidof nginx'],
    notMatch: ['pidof', 'killall nginx'],
  },
  {
    cmd: 'pstree',
    switches: 'paucnhgslTtAUS',
    operands: [identifier],
    max: 1,
    match: ['pstree', 'pstree -ap', 'pstree -p 1'],
    notMatch: ['pstree --x'],
  },
  {
    cmd: 'pmap',
    switches: 'xdqp',
    operands: [pid],
    min: 1,
    match: ['pmap -x 1'],
    notMatch: ['pmap', 'pmap -C /tmp/x 1', 'pmap -n 1'],
  },
  { cmd: 'pwdx', operands: [pid], min: 1, match: ['pwdx 1'], notMatch: ['pwdx'] },
  {
    cmd: 'lsof',
    switches: 'nPlatUOVwbRX',
    valueOptions: {
      '-p': pid,
      '-u': listOfNames,
      '-c': identifier,
      '-d': listOfNames,
      '-s': identifier,
    },
    joinedValues: { '-i': address, '-F': identifier },
    operands: [{ kind: 'names' }],
    check: ({ operands }) =>
      operands.some((word) => /^[^/~$.]/.test(word.text) && !socketAddress.test(word.text))
        ? 'name files by their full path'
        : undefined,
    match: [
      'lsof -i :8080',
      'lsof -i',
      'lsof -nP -iTCP -sTCP:LISTEN',
      'lsof -p 1',
      'lsof /var/log/syslog',
      'lsof -u deploy',
    ],
    notMatch: [
      'lsof -r 1',
      'lsof -D b/tmp/x',
      'lsof -k /tmp/x',
      'lsof +D /',
      'lsof -m /tmp/x',
      'lsof -i @secret.evil.test',
    ],
  },
  {
    cmd: 'fuser',
    switches: 'vumac46',
    valueOptions: { '-n': matching(/^(tcp|udp|file)$/, 'tcp, udp or file') },
    operands: [names],
    min: 1,
    check: ({ operands }) =>
      operands.some(({ text }) => text.includes(','))
        ? 'it would look up another machine'
        : undefined,
    match: ['fuser -v /srv', 'fuser -n tcp 80', 'fuser 80/tcp'],
    notMatch: [
      'fuser -k 80/tcp',
      'fuser -ki /srv',
      'fuser -n tcp 80,secret.evil.test',
      'fuser -M -k /srv',
      'fuser -9 /srv',
    ],
  },
  sampler('vmstat', {
    switches: 'asdDwtmnf',
    valueOptions: { '-S': matching(/^[kKmM]$/, 'a unit') },
    match: ['vmstat', 'vmstat 1 5', 'vmstat -s'],
    notMatch: ['vmstat 1', 'vmstat -p sda 1'],
  }),
  sampler('iostat', {
    switches: 'xcdhkmtzyNp',
    match: ['iostat -x 1 3', 'iostat'],
    notMatch: ['iostat 1', 'iostat -o JSON 1'],
  }),
  sampler('mpstat', {
    switches: 'Au',
    valueOptions: { '-P': listOfNames },
    match: ['mpstat -P ALL 1 2', 'mpstat'],
    notMatch: ['mpstat 1'],
  }),
  sampler('pidstat', {
    switches: 'urdlhtwsIv',
    valueOptions: { '-p': listOfNames },
    match: ['pidstat 1 3', 'pidstat -d 1 1'],
    notMatch: ['pidstat 1', 'pidstat -e id'],
  }),
  sampler('sar', {
    switches: 'urbdqAwWBSRvphzHy',
    valueOptions: {
      '-n': listOfNames,
      '-P': listOfNames,
      '-f': names,
      '-s': matching(/^\d\d:\d\d(:\d\d)?$/, 'a time'),
      '-e': matching(/^\d\d:\d\d(:\d\d)?$/, 'a time'),
    },
    match: ['sar -u 1 3', 'sar -r', 'sar -n DEV 1 2'],
    notMatch: ['sar -o /tmp/x 1 1', 'sar -u 1', 'sar -uo x'],
  }),
  {
    cmd: 'iotop',
    switches: 'boPaktq',
    valueOptions: { '-n': few, '-u': identifier, '-p': pid, '-d': few },
    require: [['-b'], ['-n']],
    match: ['iotop -b -n 1'],
    notMatch: ['iotop', 'iotop -b'],
  },
  {
    cmd: 'slabtop',
    switches: 'o',
    longExact: ['--once'],
    valueOptions: { '-s': identifier },
    require: [['-o', '--once']],
    match: ['slabtop -o'],
    notMatch: ['slabtop'],
  },
  {
    cmd: 'prlimit',
    longExact: [],
    valueOptions: { '-p': count, '--pid': count },
    require: [['-p', '--pid']],
    match: ['prlimit -p 1'],
    notMatch: ['prlimit --nofile=1 -p 1', 'prlimit -p 1 --nofile=1', 'prlimit ls'],
  },
  {
    cmd: 'taskset',
    valueOptions: { '-p': pid, '-cp': pid, '-pc': pid },
    require: [['-p']],
    match: ['taskset -p 1'],
    notMatch: ['taskset 1 ls', 'taskset -p 1 2'],
  },
];
