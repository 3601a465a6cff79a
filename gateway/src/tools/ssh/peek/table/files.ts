import {
  amount,
  count,
  few,
  identifier,
  matching,
  names,
  oneOf,
  path,
  text,
  type TableEntry,
  wordsOf,
} from '../command-shape.ts';
import { find } from '../programs/find.ts';
import { tar } from '../programs/tar.ts';

const color = { '--color': oneOf('auto', 'always', 'never') };
const unitOfSize = matching(/^[0-9]*[A-Za-z']{0,3}$|^human-readable$/, 'a size');

/** What lies where, and how large it is. */
export const fileCommands: readonly TableEntry[] = [
  {
    cmd: ['ls', 'dir', 'vdir'],
    switches: 'aAlhtrSRdi1FpsnogGkcuCxmLHBXUvQNqZbf',
    longExact: wordsOf(
      '--all --almost-all --human-readable --reverse --recursive --directory --inode ' +
        '--size --full-time --group-directories-first --si --classify --file-type ' +
        '--numeric-uid-gid --no-group --author --dereference --context',
    ),
    valueOptions: {
      '--sort': oneOf('none', 'size', 'time', 'version', 'extension', 'name', 'width'),
      '--time': identifier,
      '--time-style': matching(/^[+A-Za-z0-9%: .-]+$/, 'a time style'),
      '--format': identifier,
      '--block-size': unitOfSize,
      '--ignore': text,
      '--hide': text,
      '-I': text,
      '-w': few,
    },
    joinedValues: { ...color, '--hyperlink': oneOf('never'), '--indicator-style': identifier },
    operands: [names],
    match: [
      'ls',
      'ls -la /var/log',
      'ls -lah --color=never ~/app',
      'ls -la -- /tmp',
      'ls -ltr *.log',
    ],
    notMatch: ['ls --col', 'ls ~/.ssh/id_rsa', 'ls --hyper=x', 'ls *x -$', 'ls "$DIR"'],
  },
  {
    cmd: 'stat',
    switches: 'Lft',
    longExact: ['--dereference', '--file-system', '--terse'],
    valueOptions: { '-c': text, '--format': text, '--printf': text },
    operands: [names],
    min: 1,
    match: ["stat -c '%s %n' /var/log/syslog", 'stat -f /', "stat --printf '%a\\n' /etc/hosts"],
    notMatch: ['stat', 'stat --form x /etc/hosts', 'stat ~/.ssh/id_rsa'],
  },
  {
    cmd: 'file',
    switches: 'bihLkNp0r',
    longExact: ['--brief', '--mime', '--mime-type', '--mime-encoding', '--dereference'],
    operands: [path],
    min: 1,
    match: ['file /usr/bin/python3', 'file -b --mime-type /tmp/a'],
    notMatch: [
      'file -C -m /tmp/magic',
      'file -m /tmp/x /etc/hosts',
      'file -z /tmp/a',
      'file -s /dev/sda',
      'file -f /tmp/l',
    ],
  },
  {
    cmd: 'du',
    switches: 'shacxkmbLSDHPl0',
    longExact: wordsOf(
      '--human-readable --summarize --all --total --one-file-system --si ' +
        '--apparent-size --bytes --inodes --separate-dirs --null',
    ),
    valueOptions: {
      '-d': few,
      '--max-depth': few,
      '-t': amount,
      '--threshold': amount,
      '-B': unitOfSize,
      '--block-size': unitOfSize,
      '--exclude': text,
      '--time-style': matching(/^[+A-Za-z0-9%: .-]+$/, 'a time style'),
    },
    joinedValues: { '--time': identifier },
    operands: [names],
    match: [
      'du -sh /var/log',
      'du -h -d 1 /home',
      "du -ah --max-depth=2 --exclude='*.git' /srv",
      'du -sh /var/*',
    ],
    notMatch: ['du --files0-from=/tmp/x', 'du -X /etc/shadow /', 'du --excl x'],
  },
  {
    cmd: 'df',
    switches: 'hHiTPklam',
    longExact: wordsOf(
      '--human-readable --inodes --print-type --all --local --total --portability --si',
    ),
    valueOptions: {
      '-t': identifier,
      '-x': identifier,
      '--type': identifier,
      '--exclude-type': identifier,
      '-B': unitOfSize,
      '--block-size': unitOfSize,
    },
    joinedValues: { '--output': matching(/^[a-z,]+$/, 'columns') },
    operands: [names],
    match: ['df', 'df -h', 'df -hT /', 'df -x tmpfs --output=source,pcent', 'df -h /dev/sda1'],
    notMatch: ['df --sync', 'df --outp'],
  },
  {
    cmd: ['readlink', 'realpath'],
    switches: 'femnszqPL',
    longExact: wordsOf(
      '--canonicalize --canonicalize-existing --canonicalize-missing --no-newline ' +
        '--zero --quiet --strip --no-symlinks',
    ),
    operands: [names],
    min: 1,
    match: ['readlink -f /usr/bin/node', 'realpath /usr/bin/node', 'readlink /proc/1/exe'],
    notMatch: ['realpath', 'readlink --can /tmp/x'],
  },
  {
    cmd: ['basename', 'dirname'],
    switches: 'az',
    valueOptions: { '-s': text },
    operands: [text],
    min: 1,
    match: ['basename /srv/app/x.js .js', 'dirname /srv/app/current'],
    notMatch: ['basename', 'dirname *'],
  },
  {
    cmd: 'tree',
    switches: 'adhspugDfinCtrQNqSJl',
    longExact: ['--du', '--dirsfirst', '--noreport', '--si', '--prune', '--gitignore'],
    valueOptions: {
      '-L': few,
      '-I': text,
      '-P': text,
      '--filelimit': count,
      '--charset': identifier,
    },
    operands: [names],
    match: ['tree -L 2 /srv/app', 'tree -a -I node_modules /srv'],
    notMatch: [
      'tree -o /tmp/x',
      'tree -R -L 1 -H . -o x',
      'tree --fromfile /etc/shadow',
      'tree -T x',
    ],
  },
  find,
  {
    cmd: ['locate', 'plocate', 'mlocate'],
    switches: 'icbe0q',
    valueOptions: { '-l': count, '-n': count, '--limit': count },
    operands: [text],
    min: 1,
    match: ['locate -l 10 nginx.conf'],
    notMatch: ['locate -d /tmp/db x', 'locate -S -d x', 'locate --database=/tmp/x y'],
  },
  {
    cmd: 'namei',
    switches: 'lmoxnv',
    operands: [names],
    min: 1,
    match: ['namei -l /srv/app'],
    notMatch: ['namei'],
  },
  {
    cmd: ['getfacl', 'lsattr', 'getcap'],
    switches: 'adRlpnctv',
    longExact: ['--absolute-names', '--omit-header', '--numeric'],
    operands: [names],
    min: 1,
    match: ['getfacl -p /srv/app', 'lsattr -d /etc', 'getcap /usr/bin/ping'],
    notMatch: ['getfacl', 'setfacl -m u:x:r /tmp/x'],
  },
  {
    cmd: 'unzip',
    switches: 'lvqtZ1',
    require: [['-l', '-v', '-t', '-Z']],
    operands: [path, text],
    min: 1,
    match: ['unzip -l /tmp/a.zip', 'unzip -lv /tmp/a.zip', 'unzip -t /tmp/a.zip'],
    notMatch: [
      'unzip /tmp/a.zip',
      'unzip -o -l /tmp/a.zip',
      'unzip -l -d /tmp/x /tmp/a.zip',
      'unzip -q /tmp/a.zip',
    ],
  },
  {
    cmd: 'zipinfo',
    switches: '12smlvhtTz',
    operands: [path],
    max: 1,
    min: 1,
    match: ['zipinfo -1 /tmp/a.zip'],
    notMatch: ['zipinfo'],
  },
  tar,
  {
    cmd: ['zcat', 'bzcat', 'xzcat', 'zstdcat', 'lz4cat'],
    switches: 'f',
    operands: [path],
    match: ['zcat /var/log/syslog.2.gz', 'xzcat /tmp/a.xz'],
    notMatch: [
      'zcat -k -S x',
      'bzcat -d -k --outp x',
      'zstdcat -o /tmp/x /tmp/a.zst',
      'zcat ~/.ssh/x.gz',
    ],
  },
  {
    cmd: ['gzip', 'gunzip', 'xz', 'bzip2'],
    switches: 'cdltv',
    longExact: ['--stdout', '--to-stdout', '--decompress', '--list', '--test'],
    require: [['-c', '--stdout', '--to-stdout', '-l', '--list', '-t', '--test']],
    operands: [path],
    min: 1,
    /* Of two modes some of these obey the last. */
    check: ({ has }) =>
      has('-d', '--decompress') && !has('-c', '--stdout', '--to-stdout')
        ? 'without -c it may replace the file'
        : undefined,
    match: ['gzip -l /var/log/syslog.2.gz', 'gunzip -c /var/log/syslog.2.gz', 'gzip -dc /tmp/a.gz'],
    notMatch: ['gzip /var/log/a.log', 'gunzip /tmp/a.gz', 'gzip -d /tmp/a.gz', 'xz -ld /tmp/a.xz'],
  },
  {
    cmd: 'zgrep',
    switches: 'invclowqhEF',
    valueOptions: { '-m': count, '-A': few, '-B': few, '-C': few },
    operands: [text, path],
    min: 2,
    match: ['zgrep -i error /var/log/syslog.2.gz'],
    notMatch: ['zgrep -f /etc/shadow x', 'zgrep x', 'zgrep -r x /'],
  },
  {
    cmd: ['readelf', 'size', 'nm', 'objdump'],
    switches: 'hdSlsaDCugxtTpf',
    operands: [path],
    min: 1,
    check: ({ operands }) =>
      operands.some((word) => word.text.startsWith('@'))
        ? 'it reads its arguments from @file'
        : undefined,
    match: ['readelf -h /usr/bin/env'],
    notMatch: [
      'readelf @/etc/shadow',
      'ldd /tmp/x',
      'objcopy /tmp/x',
      'objdump @/tmp/x',
      'nm --plugin x /tmp/a',
    ],
  },
  {
    cmd: 'mountpoint',
    switches: 'qdx',
    operands: [names],
    min: 1,
    match: ['mountpoint /srv'],
    notMatch: ['mountpoint'],
  },
];
