import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { classifyCommand } from './classify-command.ts';
import { renderForShell } from './render-for-shell.ts';

const odd = String.raw`a'b"c\d $HOME !x #y * \' \\ end\ `;

describe('renderForShell', () => {
  it('runs in a plain shell with a known environment, and ends in time', () => {
    const line = renderForShell({ kind: 'peek_ok', rendering: 'df | wc' }, { timeoutS: 19.2 });
    expect(line).toMatch(/^exec env -i PATH=\/usr\/sbin:\/usr\/bin:\/sbin:\/bin HOME="\$HOME" /);
    expect(line).toMatch(/ PAGER=cat .* timeout -k 2 20 \/bin\/sh -c 'df | wc'$/);
  });

  it.each([
    ['df', true],
    ["df '-h' '/'", true],
    ["grep '$(id)' '/etc/*'", true],
    ["echo 'a'", false],
    ["ls ./*.'log'", false],
    ["ls '-l' | wc '-l'", false],
    ["grep 'a'\\''b' 'c'", false],
    ["grep 'back\\slash' 'c'", false],
    ["TZ='x' date", false],
    ["cat 'a' > '/dev/null'", false],
    ["ls 'a'; ls 'b'", false],
    ["ls 'line\nline'", false],
  ])('starts no shell for one program with quoted words: %s, %s', (rendering, isDirect) => {
    const lines = (['peek_ok', 'needs_confirm'] as const).map((kind) =>
      renderForShell({ kind, rendering }, { timeoutS: 5 }),
    );
    expect(lines.map((line) => !line.includes('/bin/sh'))).toEqual([isDirect, false]);
  });

  it('keeps git from fetching only where it must only read', () => {
    const render = (kind: 'peek_ok' | 'needs_confirm') =>
      renderForShell({ kind, rendering: 'git pull' }, { timeoutS: 5 });
    expect(render('peek_ok')).toContain('GIT_ALLOW_PROTOCOL=none');
    expect(render('needs_confirm')).not.toContain('GIT_ALLOW_PROTOCOL');
  });

  it.each(['/bin/sh', 'bash', 'dash', 'zsh', 'fish'])('says the same to %s', (shell) => {
    if (spawnSync(shell, ['-c', 'true']).error) return;
    const verdict = classifyCommand(`echo '${odd.replaceAll("'", `'\\''`)}' | cat`);
    if (verdict.kind !== 'peek_ok') throw new Error(verdict.reason);
    const ran = spawnSync(shell, ['-c', renderForShell(verdict, { timeoutS: 5 })], {
      encoding: 'utf8',
    });
    const plain = spawnSync('/bin/sh', ['-c', verdict.rendering], { encoding: 'utf8' });
    expect(ran.stdout).toBe(plain.stdout);
    expect(ran.stdout).toContain('$HOME !x #y *');
  });
});
