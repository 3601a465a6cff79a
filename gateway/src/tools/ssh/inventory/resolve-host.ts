import { GatewayError } from '../../../platform/gateway-error.ts';
import { nearestNames } from '../../../platform/nearest-names.ts';
import { trustOf, type HostTrust } from './host-trust.ts';
import type { SshHostSettings, SshLogin, SshSettings } from './ssh-settings.ts';

/** A host of the inventory with all that a connection to it needs. */
export interface ResolvedHost {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly login: SshLogin;
  readonly trust: HostTrust;
  /** The way there leads over this host. */
  readonly jump?: ResolvedHost;
  /** The login is said to be one that can only read. */
  readonly peekOnly: boolean;
}

export interface HostChoice {
  /** May be left out where there is only one. */
  readonly host?: string | undefined;
  /** Default: the host's own. */
  readonly user?: string | undefined;
  /** What is to run surely only reads, so a login that can do no more is enough. */
  readonly onlyReads: boolean;
}

/** Finds the host that a call means and the user that it runs as; what is not in the inventory is refused. */
export function resolveHost(settings: SshSettings, choice: HostChoice): ResolvedHost {
  const name = choice.host ?? onlyHost(settings);
  const host = getHost(settings, name);
  const { peekAs } = host;
  const trust = trustOf(name, host);
  const place = { name, address: host.address, port: host.port, trust, ...jumpOf(settings, host) };
  if (choice.onlyReads && peekAs && [undefined, peekAs.user].includes(choice.user)) {
    return { ...place, user: peekAs.user, login: peekAs, peekOnly: true };
  }
  const user = choice.user ?? host.user;
  if (!host.users.includes(user)) throw userNotListed(name, user, host.users);
  return { ...place, user, login: host.login, peekOnly: false };
}

function jumpOf(
  settings: SshSettings,
  { jump }: SshHostSettings,
): { readonly jump?: ResolvedHost } {
  return jump === undefined
    ? {}
    : { jump: resolveHost(settings, { host: jump, onlyReads: false }) };
}

export function refuseWithoutHosts({ hosts }: SshSettings): void {
  if (Object.keys(hosts).length > 0) return;
  throw new GatewayError('host_unknown', 'There is no host yet.', {
    hint: 'Ask the owner to add one: tutti ssh add <name> <user>@<address>.',
    retryable: true,
  });
}

function onlyHost({ hosts }: SshSettings): string {
  const names = Object.keys(hosts);
  const [name] = names;
  if (name !== undefined && names.length === 1) return name;
  throw new GatewayError('host_unknown', 'Cannot choose a host: "host" is missing.', {
    hint: `Name one of: ${names.join(', ')}.`,
    retryable: true,
  });
}

function getHost({ hosts }: SshSettings, name: string): SshHostSettings {
  const host = Object.hasOwn(hosts, name) ? hosts[name] : undefined;
  if (host) return host;
  const names = Object.keys(hosts);
  const [nearest] = nearestNames(name, names);
  throw new GatewayError('host_unknown', `There is no host ${JSON.stringify(name)}.`, {
    hint:
      nearest === undefined
        ? `Only hosts that the owner listed can be reached: ${names.join(', ')}.`
        : `Did you mean "${nearest}"? Only hosts that the owner listed can be reached.`,
    retryable: true,
  });
}

function userNotListed(name: string, user: string, users: readonly string[]): GatewayError {
  return new GatewayError(
    'invalid_inputs',
    `Cannot use "user": ${JSON.stringify(user)} is not a user of host "${name}" that may be named.`,
    { hint: `Leave user out, or name one of: ${users.join(', ')}.`, retryable: true },
  );
}
