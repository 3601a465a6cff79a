import type { PeekVerdict } from './peek/verdict.ts';

type Classify = (command: string) => PeekVerdict;

/** One call is judged when it is resolved, when its effect is settled and when it runs: the same text counts once. */
export function rememberVerdicts(classify: Classify, most = 64): Classify {
  const verdicts = new Map<string, PeekVerdict>();
  return (command) => {
    const known = verdicts.get(command);
    if (known) return known;
    const verdict = classify(command);
    const [oldest] = verdicts.keys();
    if (verdicts.size >= most && oldest !== undefined) verdicts.delete(oldest);
    verdicts.set(command, verdict);
    return verdict;
  };
}
