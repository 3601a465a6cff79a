import {
  few,
  identifier,
  matching,
  names,
  oneOf,
  text,
  type TableEntry,
  wordsOf,
} from '../command-shape.ts';
import { echo, printf } from '../programs/printf.ts';
import { test } from '../programs/test.ts';

const limit = matching(/^[+-]?\d{1,6}(\.\d{1,6})?$/, 'a small number');

/** What shells do themselves, and programs that only compute. */
export const shellCommands: readonly TableEntry[] = [
  echo,
  printf,
  test,
  {
    cmd: ['true', 'false'],
    operands: [text],
    match: ['true', 'false'],
    notMatch: [': > /tmp/x', 'true > /tmp/x'],
  },
  { cmd: 'pwd', switches: 'LP', match: ['pwd', 'pwd -P'], notMatch: ['pwd x'] },
  {
    cmd: 'ulimit',
    builtin: true,
    switches: 'aHSnuvmlctfsdp',
    match: ['ulimit -a', 'ulimit -n', 'ulimit -Hn'],
    notMatch: ['ulimit -n 1', 'ulimit -c unlimited', 'ulimit 1'],
  },
  {
    cmd: 'umask',
    builtin: true,
    switches: 'S',
    match: ['umask', 'umask -S'],
    notMatch: ['umask 0'],
  },
  {
    cmd: 'command',
    builtin: true,
    switches: 'vV',
    require: [['-v', '-V']],
    operands: [identifier],
    min: 1,
    match: ['command -v docker', 'command -V ls'],
    notMatch: ['command rm /tmp/x', 'command -p ls', 'command -v'],
  },
  {
    cmd: 'type',
    builtin: true,
    switches: 'apt',
    operands: [identifier],
    min: 1,
    match: ['type ls'],
    notMatch: ['type'],
  },
  {
    cmd: 'which',
    switches: 'a',
    operands: [identifier],
    min: 1,
    match: ['which docker', 'which -a python3'],
    notMatch: ['which', 'which --x y'],
  },
  {
    cmd: 'whereis',
    switches: 'bms',
    operands: [identifier],
    min: 1,
    match: ['whereis nginx'],
    notMatch: ['whereis -B /root -f x'],
  },
  {
    cmd: 'seq',
    switches: 'w',
    valueOptions: { '-s': text },
    operands: [limit],
    min: 1,
    max: 3,
    match: ['seq 1 10', 'seq -s , 3'],
    notMatch: ['seq 1 99999999999', 'seq -f %x 1'],
  },
  {
    cmd: 'sleep',
    operands: [matching(/^\d(\.\d+)?s?$/, 'under ten seconds')],
    min: 1,
    max: 1,
    match: ['sleep 1'],
    notMatch: ['sleep 999', 'sleep infinity'],
  },
  { cmd: 'expr', operands: [text], min: 1, match: ['expr 1 + 2'], notMatch: ['expr *'] },
  {
    cmd: 'numfmt',
    valueOptions: {
      '--to': oneOf('iec', 'si', 'iec-i', 'none'),
      '--from': oneOf('iec', 'si', 'auto', 'none'),
      '--field': few,
      '--suffix': identifier,
    },
    operands: [limit],
    match: ['numfmt --to=iec 1024'],
    notMatch: ['numfmt --debug --x'],
  },
  {
    cmd: 'bc',
    switches: 'l',
    match: ['bc', 'bc -l'],
    notMatch: ['bc /tmp/x', 'dc'],
  },
  {
    cmd: 'openssl',
    sub: ['version'],
    switches: 'avbodp',
    match: ['openssl version', 'openssl version -a'],
    notMatch: ['openssl rand 1', 'openssl s_client -connect x:443', 'openssl rsa -in x'],
  },
  {
    cmd: 'openssl',
    sub: ['x509'],
    longExact: wordsOf(
      '-noout -dates -subject -issuer -enddate -startdate -text -fingerprint -serial ' +
        '-sha256 -pubkey -purpose -email -hash -alias -modulus',
    ),
    valueOptions: {
      '-in': names,
      '-checkend': matching(/^\d{1,9}$/, 'seconds'),
      '-ext': matching(/^[A-Za-z,]+$/, 'extensions'),
      '-inform': oneOf('PEM', 'DER', 'pem', 'der'),
      '-nameopt': identifier,
    },
    require: [['-noout'], ['-in']],
    match: [
      'openssl x509 -in /etc/ssl/certs/site.pem -noout -dates',
      'openssl x509 -enddate -noout -in /etc/letsencrypt/live/x/cert.pem',
    ],
    notMatch: [
      'openssl x509 -in a.pem -out /etc/x',
      'openssl x509 -in a.pem -noout -out /etc/x',
      'openssl x509 -in a.pem -noout -engine x',
      'openssl x509 -in a.pem',
      'openssl x509 -in http://x -noout',
    ],
    check: ({ valuesOf }) =>
      valuesOf('-in').some((file) => file.includes(':'))
        ? 'a certificate is read from a file only'
        : undefined,
  },
];
