interface ShellOptions {
  /** How long the command may run. */
  readonly timeoutS: number;
  /** Stands in the environment of all that the command starts, so that it can be found and ended. */
  readonly marker?: string;
}

/** What stops a program from asking, paging, locking or fetching while it only reads. */
const quietVariables = [
  'LANG=C.UTF-8',
  'TERM=dumb',
  'NO_COLOR=1',
  'PAGER=cat',
  'SYSTEMD_PAGER=cat',
  'GIT_PAGER=cat',
  'GIT_TERMINAL_PROMPT=0',
];

/*
 * Also against what a repository's own configuration asks for, which may not be the owner's; and no folder in
 * which to leave settings or a cache: top makes one, and kubectl.
 */
const readOnlyVariables = [
  'GIT_OPTIONAL_LOCKS=0',
  'GIT_NO_LAZY_FETCH=1',
  'GIT_ALLOW_PROTOCOL=none',
  'XDG_CONFIG_HOME=/dev/null',
  'XDG_CACHE_HOME=/dev/null',
  'XDG_STATE_HOME=/dev/null',
  'KUBECACHEDIR=/dev/null',
];

/**
 * The line that is sent to a host: whatever its login shell and profile are, the rendering runs as in a plain
 * `/bin/sh`, with a known environment, and ends in time.
 */
export function renderForShell(
  verdict: { readonly kind: 'peek_ok' | 'needs_confirm'; readonly rendering: string },
  { timeoutS, marker }: ShellOptions,
): string {
  const variables = [
    ...(marker === undefined ? [] : [`TUTTI_RUN=${marker}`]),
    'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
    'HOME="$HOME"',
    ...quietVariables,
    ...(verdict.kind === 'peek_ok' ? readOnlyVariables : []),
  ];
  const limit = `timeout -k 2 ${Math.max(1, Math.ceil(timeoutS))}`;
  return `exec env -i ${variables.join(' ')} ${limit} ${programFor(verdict)}`;
}

/* One program with quoted words needs no shell of its own, which would take as long to start as the program. */
function programFor({ kind, rendering }: { kind: string; rendering: string }): string {
  const [name = ''] = rendering.split(' ', 1);
  const isPlain = /^[a-z/][a-z0-9_.+/-]*( '[^'\\\n!]*')*$/i.test(rendering) && !builtins.has(name);
  return kind === 'peek_ok' && isPlain ? rendering : `/bin/sh -c ${quoteForAnyShell(rendering)}`;
}

/* Those that have no program of their name everywhere, or one that speaks differently. */
const builtins = new Set(
  'alias cd command echo export false getopts hash jobs printf pwd read set test times true type ulimit umask unset wait'.split(
    ' ',
  ),
);

/* Inside single quotes fish obeys a backslash where sh does not; outside them, and in double quotes, both agree. */
function quoteForAnyShell(text: string): string {
  const quoted = text.replaceAll(/['\\]/g, (sign) => (sign === "'" ? `'"'"'` : `'"\\\\"'`));
  return `'${quoted}'`;
}
