import { CliError } from '../shared/cli-error.ts';

/** Runs what reads the configuration; mistakes in it come out as one error of the command line. */
export async function withConfigFailure<Value>(
  action: () => Promise<Value> | Value,
): Promise<Value> {
  const { ConfigError } = await import('#gateway');
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CliError('invalid_config', `The configuration is not right.\n${error.message}`, {
      body: { error: { code: 'invalid_config', message: error.message, problems: error.problems } },
      cause: error,
    });
  }
}
