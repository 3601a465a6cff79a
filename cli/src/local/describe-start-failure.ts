import { CliError } from '../shared/cli-error.ts';

interface ListenTarget {
  readonly host: string;
  readonly port: number;
}

/** Says why a gateway did not start, and how to mend it; undefined where it is not known. */
export function describeStartFailure(
  error: unknown,
  { host, port }: ListenTarget,
): CliError | undefined {
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new CliError('port_in_use', `Port ${port} of ${host} is in use by another program.`, {
        hint: 'Stop that program, or take another port: tutti start --port 8001.',
        cause: error,
      });
    case 'EACCES':
      return new CliError(
        'port_not_allowed',
        `This user may not listen on port ${port} of ${host}.`,
        {
          hint: 'Take a port above 1023: tutti start --port 8000.',
          cause: error,
        },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CliError('host_not_here', `"${host}" is not an address of this machine.`, {
        hint: 'Listen on 127.0.0.1, or on 0.0.0.0 for every address of this machine.',
        cause: error,
      });
    default:
      return undefined;
  }
}

/* The gateway may have wrapped what the system said. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('syscall' in error && 'code' in error && typeof error.code === 'string') return error.code;
  return systemCode(error.cause);
}
