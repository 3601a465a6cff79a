import { CliError } from '../../shared/cli-error.ts';

export interface SshTarget {
  readonly user: string;
  readonly address: string;
  readonly port: number;
}

const shape =
  /^(?<user>[A-Za-z_][A-Za-z0-9._-]*\$?)@(?:\[(?<ipv6>[0-9A-Fa-f:.%]+)\]|(?<address>[A-Za-z0-9][A-Za-z0-9._-]*))(?::(?<port>\d{1,5}))?$/;

/** Reads `user@host`, `user@host:port` and `user@[2001:db8::1]:port`. */
export function sshTarget(written: string): SshTarget {
  const { user, ipv6, address, port = '22' } = shape.exec(written)?.groups ?? {};
  const host = ipv6 ?? address;
  if (user === undefined || host === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw new CliError('invalid_target', `Cannot read "${written}" as the place of a host.`, {
      hint: 'Write it as user@host or user@host:port, an IPv6 address in brackets.',
    });
  }
  return { user, address: host, port: Number(port) };
}
