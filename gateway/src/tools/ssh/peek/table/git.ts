import {
  count,
  matching,
  names,
  oneOf,
  text,
  type OptionShape,
  type TableEntry,
  wordsOf,
} from '../command-shape.ts';

const revision = matching(/^(?!.*:)[A-Za-z0-9@^][A-Za-z0-9._/~^@{}-]*$/, 'a revision');
/* %G runs the program that checks signatures, and the repository's configuration says which. */
const format = matching(
  /^(?!.*(%G|%\(|%N))(?:format:|tformat:)?[^\n]*%[^\n]*$|^(oneline|short|medium|full|fuller|reference|raw)$/,
  'a format without signatures',
);
const dateForm = matching(
  /^(iso|iso8601|iso-strict|short|relative|human|unix|raw|local|format:[^\n]+)$/,
  'a form of date',
);

/* A repository's configuration can name programs to run. These settings keep `log` from running any. */
const protections = wordsOf(
  '--no-optional-locks --no-pager -c core.fsmonitor=false -c ' +
    'log.showSignature=false -c format.pretty=medium',
);

const lead: OptionShape = {
  longExact: ['--no-optional-locks', '--no-pager'],
  valueOptions: {
    '-C': names,
    '-c': oneOf('core.fsmonitor=false', 'log.showSignature=false', 'format.pretty=medium'),
  },
};

/** The few words of git that neither run a program from the repository nor write to it. */
export const gitCommands: readonly TableEntry[] = [
  {
    cmd: 'git',
    lead,
    sub: ['log'],
    inject: protections,
    longExact: wordsOf(
      '--oneline --graph --all --no-merges --merges --first-parent --reverse ' +
        '--abbrev-commit --decorate --no-decorate --no-color --color=never --no-patch -s ' +
        '--branches --tags',
    ),
    valueOptions: {
      '-n': count,
      '--max-count': count,
      '--skip': count,
      '--since': text,
      '--until': text,
      '--after': text,
      '--before': text,
      '--author': text,
      '--committer': text,
      '--grep': text,
    },
    joinedValues: { '--pretty': format, '--format': format, '--date': dateForm, '--abbrev': count },
    numeric: true,
    operands: [revision],
    max: 2,
    match: [
      'git -C /srv/app log --oneline -n 5',
      'git log -5',
      "git log --since='2 days ago' --format='%h %an %s'",
      'git log main..HEAD --oneline',
    ],
    notMatch: [
      'git log --format=%G?',
      'git log --pretty=format:%GS',
      'git log --show-signature',
      'git log -p',
      'git log --output=/tmp/x',
      'git log --ext-diff -p',
      'git log -L1,5:x',
      'git -p log',
      'git --exec-path=/tmp log',
      'git -c core.pager=id log',
      'git -c alias.log=!id log',
      'git --git-dir=/tmp/x log',
      'git --paginate log',
      'git log --outp=/tmp/x',
      "git log --format='%(describe)'",
    ],
  },
  {
    cmd: 'git',
    lead,
    sub: ['rev-parse'],
    inject: protections,
    longExact: wordsOf(
      '--abbrev-ref --verify --show-toplevel --git-dir --is-inside-work-tree ' +
        '--is-bare-repository --quiet -q --symbolic-full-name --show-current',
    ),
    joinedValues: { '--short': count },
    operands: [revision],
    max: 1,
    match: [
      'git rev-parse HEAD',
      'git -C /srv/app rev-parse --abbrev-ref HEAD',
      'git rev-parse --short HEAD',
    ],
    notMatch: [
      'git rev-parse --parseopt',
      'git rev-parse --path-format=x',
      'git --work-tree=/ rev-parse HEAD',
    ],
  },
  {
    cmd: 'git',
    longExact: ['--version', '-v'],
    require: [['--version', '-v']],
    match: ['git --version'],
    notMatch: [
      'git',
      'git status',
      'git diff',
      'git diff --output=/etc/x HEAD',
      'git show HEAD',
      'git fetch',
      'git help log',
      'git --help',
      'git config --get user.name',
      'git ls-remote ssh://h/x',
      'git branch x',
    ],
  },
];
