import { judgePath } from './paths/judge-path.ts';
import type { ShellPath } from './paths/shell-path.ts';
import { hasGlob, literalOf, type ShellRedirect, type ShellWord } from './shell-line.ts';
import { confirmBecause, type Refusal } from './verdict.ts';

/** What speaks against a redirect: all but those to nowhere, between streams, and from a file that may be read. */
export function judgeRedirect(
  redirect: ShellRedirect,
  folders: readonly ShellPath[],
): Refusal | undefined {
  switch (redirect.kind) {
    case 'copy':
      return redirect.from <= 2 && redirect.to <= 2 && redirect.to > 0 && redirect.from > 0
        ? undefined
        : confirmBecause('an unusual redirect');
    case 'close':
      return confirmBecause('it closes a stream');
    case 'both':
      return judgeOutput(redirect.target);
    case 'file':
      if (redirect.from > 2) return confirmBecause('an unusual redirect');
      return redirect.operator === '<'
        ? judgeInput(redirect, folders)
        : judgeOutput(redirect.target);
    default:
      redirect satisfies never;
      return confirmBecause('an unknown redirect');
  }
}

function judgeInput(
  { from, target }: { readonly from: number; readonly target: ShellWord },
  folders: readonly ShellPath[],
): Refusal | undefined {
  if (from !== 0 || hasGlob(target)) return confirmBecause('an unusual redirect');
  return judgePath(target, 'content', folders);
}

function judgeOutput(target: ShellWord): Refusal | undefined {
  return literalOf(target) === '/dev/null'
    ? undefined
    : confirmBecause(`it writes to ${target.text}`);
}
