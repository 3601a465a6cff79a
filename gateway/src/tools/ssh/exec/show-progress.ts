import type { Progress } from '#contract';

const everyMs = 250;
const longestLine = 200;
const couldBeSecret = /[A-Za-z0-9+/]{40,}/;

/** Tells now and then how much came, and its latest line. */
export function showProgress(
  progress: (progress: Progress) => void,
  now: () => number,
): (shown: { lastLine: string; bytes: number }) => void {
  let shownAt = Number.NEGATIVE_INFINITY;
  return ({ lastLine, bytes }) => {
    const at = now();
    if (at - shownAt < everyMs) return;
    shownAt = at;
    /* A line alone does not show whether it belongs to a key. */
    const line = couldBeSecret.test(lastLine) ? '…' : lastLine.slice(0, longestLine);
    progress({ message: `${bytes} bytes: ${line}` });
  };
}
