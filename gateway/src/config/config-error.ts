/** One thing that is wrong with the configuration, as a sentence, and where it stands. */
export interface ConfigProblem {
  readonly message: string;
  readonly file?: string;
  /** From 1 on. */
  readonly line?: number;
  readonly column?: number;
  /** Path of the field, such as `limits.wait_s`, or the name of an environment variable. */
  readonly field?: string;
}

/** Everything that is wrong with the configuration at once, so that it can be mended in one go. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** `tutti.yaml:3:7: limits.wait_s must be …`: editors and terminals make a link of it. */
export function describeProblem({ message, file, line, column }: ConfigProblem): string {
  if (file === undefined) return message;
  if (line === undefined) return `${file}: ${message}`;
  return `${file}:${line}:${column ?? 1}: ${message}`;
}
