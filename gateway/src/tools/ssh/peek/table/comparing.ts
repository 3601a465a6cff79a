import {
  amount,
  count,
  few,
  identifier,
  matching,
  oneOf,
  path,
  text,
  wordsOf,
  type TableEntry,
} from '../command-shape.ts';

const sumOptions = { switches: 'btz', longExact: ['--binary', '--text', '--tag', '--zero'] };

/** Files beside each other, by their sums, and byte for byte. */
export const comparingCommands: readonly TableEntry[] = [
  {
    cmd: 'diff',
    switches: 'uqyswiBbNraEdTtc',
    longExact: wordsOf(
      '--brief --unified --side-by-side --recursive --ignore-all-space ' +
        '--suppress-common-lines --report-identical-files',
    ),
    valueOptions: {
      '-U': few,
      '-W': few,
      '-C': few,
      '-x': text,
      '-I': text,
      '--exclude': text,
      '--label': text,
    },
    joinedValues: { '--color': oneOf('auto', 'always', 'never') },
    numeric: true,
    operands: [path],
    recursive: ['-r', '--recursive'],
    min: 2,
    max: 2,
    match: ['diff -u /tmp/a /tmp/b', 'diff -rq /srv/a /srv/b'],
    notMatch: [
      'diff -l /tmp/a /tmp/b',
      'diff --to-file=/etc/shadow /tmp/a',
      'diff /tmp/a',
      'diff /tmp/* x',
      'diff -r / /srv',
    ],
  },
  {
    cmd: 'cmp',
    switches: 'slb',
    valueOptions: { '-n': count, '-i': count },
    longExact: ['--silent', '--quiet', '--verbose', '--print-bytes'],
    operands: [path, path, count],
    min: 1,
    max: 4,
    match: ['cmp /bin/a /bin/b', 'cmp -s /tmp/a /tmp/b'],
    notMatch: ['cmp /tmp/a /etc/shadow'],
  },
  {
    cmd: ['md5sum', 'sha1sum', 'sha224sum', 'sha256sum', 'sha384sum', 'sha512sum', 'b2sum'],
    ...sumOptions,
    operands: [path],
    match: ['md5sum /usr/bin/node', 'sha256sum /tmp/a /tmp/b'],
    notMatch: ['sha256sum /etc/shadow', 'md5sum -c /tmp/list'],
  },
  {
    cmd: ['cksum', 'sum'],
    switches: 'rs',
    operands: [path],
    match: ['cksum /tmp/a'],
    notMatch: ['cksum /etc/shadow'],
  },
  {
    cmd: 'base64',
    switches: 'di',
    longExact: ['--decode', '--ignore-garbage'],
    valueOptions: { '-w': few, '--wrap': few },
    operands: [path],
    max: 1,
    match: ['base64 -d', 'base64 -w0 /tmp/x'],
    notMatch: ['base64 /etc/shadow', 'base64 a b'],
  },
  {
    cmd: 'strings',
    switches: 'afow',
    valueOptions: {
      '-n': few,
      '-t': oneOf('d', 'o', 'x'),
      '-e': oneOf('s', 'S', 'b', 'l', 'B', 'L'),
    },
    operands: [path],
    numeric: true,
    match: ['strings -n 8 /usr/bin/env'],
    notMatch: ['strings /dev/sda', 'strings /proc/1/environ', 'strings @/etc/shadow'],
    check: ({ operands }) =>
      operands.some((word) => word.text.startsWith('@'))
        ? 'strings reads its arguments from @file'
        : undefined,
  },
  {
    cmd: 'od',
    switches: 'cxabdfhoilsv',
    valueOptions: {
      '-A': oneOf('d', 'o', 'x', 'n'),
      '-t': matching(/^[acdfoux][0-9CSILFDLz]*$/, 'a format'),
      '-N': amount,
      '-j': amount,
      '-w': few,
    },
    operands: [path],
    match: ['od -c /tmp/a.txt', 'od -A x -t x1z -N 64 /tmp/a'],
    notMatch: ['od /dev/sda', 'od /dev/mem'],
  },
  {
    cmd: 'xxd',
    switches: 'pbuaie',
    valueOptions: {
      '-l': matching(/^(0x)?[0-9a-f]+$/, 'a number'),
      '-s': matching(/^[+-]?(0x)?[0-9a-f]+$/, 'a number'),
      '-c': few,
      '-g': few,
    },
    operands: [path],
    max: 1,
    match: ['xxd -l 64 /tmp/a'],
    notMatch: ['xxd a b', 'xxd -r -p /tmp/h', 'xxd /tmp/*', 'xxd -r /tmp/x'],
  },
  {
    cmd: ['hexdump', 'hd'],
    switches: 'Ccbdoxv',
    valueOptions: { '-n': amount, '-s': amount },
    operands: [path],
    match: ['hexdump -C -n 64 /tmp/a'],
    notMatch: ['hexdump -f /etc/shadow', 'hexdump /dev/sda'],
  },
  {
    cmd: 'iconv',
    switches: 'clt',
    valueOptions: {
      '-f': identifier,
      '-t': matching(/^[A-Za-z0-9_-]+(\/\/[A-Z]+)?$/, 'a character set'),
    },
    operands: [path],
    match: ['iconv -f latin1 -t utf-8 /tmp/x'],
    notMatch: ['iconv -f latin1 -t utf-8 -o /tmp/y /tmp/x'],
  },
];
