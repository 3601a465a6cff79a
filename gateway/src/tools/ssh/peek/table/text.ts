import {
  amount,
  count,
  few,
  identifier,
  listOfNames,
  matching,
  oneOf,
  path,
  text,
  type TableEntry,
  wordsOf,
} from '../command-shape.ts';
import { awk } from '../programs/awk.ts';
import { sed } from '../programs/sed.ts';
import { yq } from '../programs/yq.ts';

const ranges = matching(/^[\d,-]+$/, 'fields');
const sortKey = matching(/^\d+(\.\d+)?[bdfgiMhnRrV]*(,\d+(\.\d+)?[bdfgiMhnRrV]*)?$/, 'a key');
/* jq has functions that read the environment and other files. */
const unsafeFilter =
  /(?<![.\w])(env|input_filename|import|include|modulemeta|get_search_list)\b|\$ENV|\$__prog/;

/** Content of files, and what is made of it on its way through a pipe. */
export const textCommands: readonly TableEntry[] = [
  {
    cmd: 'cat',
    switches: 'nAbsETtvue',
    longExact: ['--number', '--show-all', '--number-nonblank', '--squeeze-blank', '--show-ends'],
    operands: [path],
    match: ['cat /etc/hosts', 'cat -A /etc/fstab', 'cat -- /tmp/x'],
    notMatch: [
      'cat /etc/shadow',
      'cat --sho /tmp/x',
      'cat /dev/zero',
      'cat /proc/1/environ',
      'cat /etc/*',
    ],
  },
  {
    cmd: ['head', 'tail'],
    switches: 'qvz',
    longExact: ['--quiet', '--silent', '--verbose'],
    valueOptions: { '-n': amount, '-c': amount, '--lines': amount, '--bytes': amount },
    numeric: true,
    operands: [path],
    match: ['head -20 /etc/hosts', 'tail -n +5 /etc/hosts', 'tail -c 100 /var/log/syslog', 'head'],
    notMatch: [
      'tail -f /var/log/syslog',
      'tail -F x',
      'tail --follow=name x',
      'tail --pid=1 x',
      'tail -20f x',
      'head ~/.netrc',
    ],
  },
  {
    cmd: 'wc',
    switches: 'lwcmL',
    longExact: ['--lines', '--words', '--bytes', '--chars', '--max-line-length'],
    operands: [path],
    match: ['wc -l /etc/passwd', 'wc'],
    notMatch: ['wc --files0-from=/etc/shadow', 'wc --files0-from /tmp/x'],
  },
  {
    cmd: ['grep', 'egrep', 'fgrep'],
    switches: 'ivnclLowxqshHrREFGPaIbTUzy',
    longExact: wordsOf(
      '--ignore-case --invert-match --line-number --count --files-with-matches ' +
        '--files-without-match --only-matching --word-regexp --line-regexp --quiet ' +
        '--silent --no-messages --with-filename --no-filename --recursive --text ' +
        '--extended-regexp --fixed-strings --perl-regexp --line-buffered --null',
    ),
    valueOptions: {
      '-e': text,
      '--regexp': text,
      '-A': few,
      '-B': few,
      '-C': few,
      '--after-context': few,
      '--before-context': few,
      '--context': few,
      '-m': count,
      '--max-count': count,
      '--include': text,
      '--exclude': text,
      '--exclude-dir': text,
      '--binary-files': oneOf('text', 'without-match', 'binary'),
    },
    joinedValues: {
      '--color': oneOf('auto', 'always', 'never'),
      '--colour': oneOf('auto', 'always', 'never'),
    },
    numeric: true,
    operands: [text, path],
    replacesFirst: ['-e', '--regexp'],
    recursive: ['-r', '-R', '--recursive'],
    min: 1,
    match: [
      "grep -rn --include='*.conf' listen /etc/nginx",
      'grep -e a -e b /tmp/x',
      'grep -c ^processor /proc/cpuinfo',
      'grep -i -A3 error /var/log/syslog',
      "grep '/etc/shadow' /var/log/auth.log",
      'ps aux | grep [n]ginx',
    ],
    notMatch: [
      'grep -f /etc/shadow x',
      'grep x /etc/shadow',
      'grep -r x /',
      'grep -r x',
      'grep -R x /etc',
      'grep *',
      'grep --file=/etc/shadow x',
    ],
  },
  {
    cmd: 'rg',
    switches: 'inlcwFvSso',
    longExact: wordsOf(
      '--no-heading --hidden --ignore-case --line-number --files-with-matches --count ' +
        '--fixed-strings --no-config',
    ),
    valueOptions: {
      '-A': few,
      '-B': few,
      '-C': few,
      '-g': text,
      '-t': identifier,
      '-m': count,
      '-e': text,
      '--glob': text,
      '--max-count': count,
    },
    operands: [text, { kind: 'tree' }],
    replacesFirst: ['-e'],
    min: 1,
    check: ({ has, operands, context }) =>
      operands.length > (has('-e') ? 0 : 1) || context.isPiped
        ? undefined
        : 'name the folder to search',
    match: ['rg -n listen /etc/nginx', 'cat /tmp/x | rg foo'],
    notMatch: [
      'rg -z foo /var/log',
      'rg --pre id foo /srv',
      'rg foo',
      'rg foo /',
      'rg --search-zip foo /srv',
      'rg -f /etc/shadow x /srv',
    ],
  },
  {
    cmd: 'sort',
    switches: 'nrhufbgVMscCRdiz',
    longExact: wordsOf(
      '--numeric-sort --reverse --human-numeric-sort --unique --ignore-case --check ' +
        '--version-sort --general-numeric-sort --month-sort --stable --random-sort',
    ),
    valueOptions: { '-k': sortKey, '-t': text, '--key': sortKey, '--field-separator': text },
    operands: [path],
    match: ['sort -k2 -n /tmp/x', 'sort -t, -k1,1 -k3,3nr /tmp/x', 'sort -rh'],
    notMatch: [
      'sort -o /tmp/y /tmp/x',
      'sort -ro /tmp/y /tmp/x',
      'sort --compress-prog=id /tmp/x',
      'sort --outp=/tmp/x',
      'sort -T /srv /tmp/x',
      'sort --files0-from=/etc/shadow',
      'sort --random-source=/etc/shadow -R x',
      'sort /tmp/x -o/tmp/y',
    ],
  },
  {
    cmd: 'uniq',
    switches: 'cdDuiz',
    longExact: ['--count', '--repeated', '--unique', '--ignore-case'],
    valueOptions: { '-f': few, '-s': few, '-w': few, '--skip-fields': few, '--skip-chars': few },
    operands: [path],
    max: 1,
    match: ['uniq -c', 'uniq -d /tmp/x'],
    notMatch: ['uniq a b', 'uniq /tmp/*', 'uniq -c -- a b'],
  },
  {
    cmd: 'cut',
    switches: 'snz',
    longExact: ['--complement', '--only-delimited'],
    valueOptions: {
      '-d': text,
      '-f': ranges,
      '-c': ranges,
      '-b': ranges,
      '--delimiter': text,
      '--fields': ranges,
      '--output-delimiter': text,
    },
    operands: [path],
    match: ['cut -d: -f1,3- /etc/passwd', "cut -d ' ' -f 1", 'cut -c1-80'],
    notMatch: ['cut -d: -f1 /etc/shadow', 'cut --fie=1'],
  },
  {
    cmd: 'tr',
    switches: 'dscCt',
    longExact: ['--delete', '--squeeze-repeats', '--complement'],
    operands: [text],
    min: 1,
    max: 2,
    match: ["tr 'a-z' 'A-Z'", "tr -d '\\n'", "tr -s ' '"],
    notMatch: ['tr', 'tr a b c', 'tr * x'],
  },
  {
    cmd: 'nl',
    valueOptions: { '-b': text, '-w': few, '-s': text, '-v': few, '-n': oneOf('ln', 'rn', 'rz') },
    switches: 'p',
    operands: [path],
    match: ['nl -ba /etc/hosts'],
    notMatch: ['nl /etc/shadow'],
  },
  {
    cmd: ['tac', 'rev', 'fold', 'expand', 'unexpand', 'fmt', 'paste'],
    switches: 'bsraiu',
    valueOptions: { '-w': few, '-d': text, '-t': few },
    operands: [path],
    match: ['tac /var/log/syslog', 'rev /tmp/a.txt', 'fold -w 80 /tmp/x', 'paste -sd, /tmp/x'],
    notMatch: ['tac ~/.pgpass', 'fold --width=1'],
  },
  {
    cmd: 'column',
    switches: 'tenxJ',
    valueOptions: { '-s': text, '-o': text, '-N': listOfNames, '-R': listOfNames },
    longExact: ['--table'],
    operands: [path],
    match: ['column -t', 'column -t -s , /tmp/x'],
    notMatch: ['column -c 99999999 /var/log/big'],
  },
  {
    cmd: 'comm',
    switches: '123iz',
    longExact: ['--check-order', '--nocheck-order', '--total'],
    operands: [path],
    max: 2,
    match: ['comm -12 /tmp/a /tmp/b'],
    notMatch: ['comm a b c', 'comm --output-d=x a b'],
  },
  {
    cmd: 'join',
    switches: 'i',
    valueOptions: {
      '-1': few,
      '-2': few,
      '-j': few,
      '-t': text,
      '-a': oneOf('1', '2'),
      '-v': oneOf('1', '2'),
      '-o': text,
      '-e': text,
    },
    operands: [path],
    max: 2,
    match: ['join -t, -1 2 /tmp/a /tmp/b'],
    notMatch: ['join /tmp/a /etc/shadow'],
  },
  {
    cmd: 'jq',
    switches: 'rcsSeMCnjaR',
    longExact: wordsOf(
      '--raw-output --compact-output --slurp --sort-keys --exit-status --null-input ' +
        '--tab --join-output --raw-input --monochrome-output',
    ),
    valueOptions: { '--indent': few },
    operands: [text, path],
    min: 1,
    check: ({ operands }) =>
      unsafeFilter.test(operands[0]?.text ?? '')
        ? 'this jq filter can read the environment or other files'
        : undefined,
    match: [
      'jq -r .version /tmp/x.json',
      "jq '.items[] | {name: .name}'",
      "jq '.env.port' /tmp/x.json",
    ],
    notMatch: [
      'jq -n env',
      "jq -n '$ENV.HOME'",
      'jq -f /tmp/x .',
      "jq -n --rawfile a /etc/shadow '$a'",
      'jq \'import "a" as a; .\'',
      'jq -L /tmp .',
      'jq . ~/.docker/config.json',
    ],
  },
  awk,
  sed,
  yq,
];
