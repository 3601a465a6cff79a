/** What a signal to stop means: the first one, the same one once more, or that somebody is impatient. */
export type StopSignal = 'first' | 'same' | 'again';

/* npm hands on what the terminal has sent to all of its programs already: one Ctrl-C comes twice. */
const sameMs = 500;

export function createStopTeller(now: () => number): () => StopSignal {
  let firstAt: number | undefined;
  return () => {
    if (firstAt === undefined) {
      firstAt = now();
      return 'first';
    }
    return now() - firstAt < sameMs ? 'same' : 'again';
  };
}
