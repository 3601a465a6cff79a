import { GatewayError } from '../../../platform/gateway-error.ts';
import type { KeyVerdict } from '../inventory/host-trust.ts';
import { fingerprintOf, keyTypeOf, type HostKey } from '../inventory/host-key.ts';
import type { ResolvedHost } from '../inventory/resolve-host.ts';

/** The host showed a key that is not the one on record. Nothing was sent to it, no login was tried. */
export function keyRefused(
  { name, trust }: ResolvedHost,
  { key, verdict }: { key: HostKey; verdict: Exclude<KeyVerdict, 'known'> },
): GatewayError {
  const shown = `${fingerprintOf(key)} (${keyTypeOf(key) ?? 'of no known type'})`;
  const message =
    verdict === 'revoked'
      ? `Host "${name}" shows a revoked key: ${shown}.`
      : `Host "${name}" shows another key than the one on record: ${shown}, not ${trust.fingerprints.join(' or ')}.`;
  return new GatewayError('host_key_changed', message, {
    hint: 'Nothing was sent to it. It may be another machine: only the owner can tell, and pin the new key.',
    retryable: true,
    details: { shown: fingerprintOf(key), on_record: trust.fingerprints },
  });
}

/** What ended a connection before it could be used. */
export function connectionFailed(
  { name }: Pick<ResolvedHost, 'name'>,
  error: unknown,
): GatewayError {
  if (error instanceof GatewayError) return error;
  const why = error instanceof Error ? error.message : String(error);
  if (levelOf(error) === 'client-authentication' || levelOf(error) === 'agent') {
    return new GatewayError(
      'ssh_auth_failed',
      `Host "${name}" did not let the gateway in: ${why}.`,
      {
        hint: 'Nothing was done. Ask the owner whether the public key is in authorized_keys of that user.',
        retryable: true,
        cause: error,
      },
    );
  }
  return new GatewayError('ssh_unreachable', `Host "${name}" cannot be reached: ${why}.`, {
    hint: 'Nothing was done. Try again later, or ask the owner whether the host is up.',
    retryable: true,
    cause: error,
  });
}

function levelOf(error: unknown): unknown {
  return error instanceof Error && 'level' in error ? error.level : undefined;
}
