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
 * The line that is sent to a host: whatever its login shell and profile are, a plain `/bin/sh` with a known
 * environment runs the rendering, and ends in time.
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
  return `exec env -i ${variables.join(' ')} ${limit} /bin/sh -c ${quoteForAnyShell(verdict.rendering)}`;
}

/* Inside single quotes fish obeys a backslash where sh does not; outside them, and in double quotes, both agree. */
function quoteForAnyShell(text: string): string {
  const quoted = text.replaceAll(/['\\]/g, (sign) => (sign === "'" ? `'"'"'` : `'"\\\\"'`));
  return `'${quoted}'`;
}
