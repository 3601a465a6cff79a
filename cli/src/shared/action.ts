import { CliError } from './cli-error.ts';
import { printable, printableJson } from './printable.ts';
import type { Terminal } from './terminal.ts';

interface CommonOptions {
  readonly json?: boolean;
}

/** Runs one command; a failure is told to the person or pipe that asked, and ends in exit code 1. */
export async function runAction(
  terminal: Terminal,
  options: CommonOptions,
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    process.exitCode = 1;
    if (options.json === true) terminal.out(printableJson(failureBody(error)));
    else terminal.note(describeFailure(error, terminal.paintNote));
  }
}

export function describeFailure(error: unknown, paint: Terminal['paintNote']): string {
  const { code, message, hint } = failureOf(error);
  const lines = [`${paint('red', '✗')} ${printable(message)} ${paint('dim', `(${code})`)}`];
  if (hint !== undefined && hint !== '') lines.push(`  ${paint('dim', printable(hint))}`);
  return lines.join('\n');
}

function failureBody(error: unknown): unknown {
  if (error instanceof CliError && error.body !== undefined) return error.body;
  const { code, message, hint = '' } = failureOf(error);
  return { error: { code, message, hint, retryable: false } };
}

function failureOf(error: unknown): { code: string; message: string; hint?: string | undefined } {
  if (error instanceof CliError) return error;
  if (isCodedError(error)) return error;
  return {
    code: 'internal',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

/* GatewayError looks like this; the parts of the CLI that speak over HTTP cannot import it. */
function isCodedError(error: unknown): error is { code: string; message: string; hint: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'hint' in error &&
    typeof error.hint === 'string'
  );
}
