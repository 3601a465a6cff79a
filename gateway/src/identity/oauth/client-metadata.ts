import { z } from 'zod';
import { controls } from '../../platform/strip-controls.ts';
import { redirectTargetOf } from './redirect-target.ts';

/** How many sign-in screens one client may come back to. */
const mostRedirects = 50;
const nameChars = 80;

const Written = z.looseObject({
  redirect_uris: z.array(z.string()).min(1).max(mostRedirects),
  client_name: z.string().max(2000).optional(),
  token_endpoint_auth_method: z.string().max(100).optional(),
  jwks_uri: z.string().max(2000).optional(),
  jwks: z.looseObject({ keys: z.array(z.looseObject({})).max(20) }).optional(),
});

/** What a client says of itself, and what of it counts here. */
export interface ClientMetadata {
  readonly client_id: string;
  readonly client_name?: string;
  readonly redirect_uris: readonly string[];
  readonly application_type: 'web' | 'native';
  readonly grant_types: readonly string[];
  readonly response_types: readonly ['code'];
  readonly token_endpoint_auth_method: 'none' | 'private_key_jwt';
  readonly jwks_uri?: string;
  readonly jwks?: { readonly keys: readonly Record<string, unknown>[] };
}

/** The codes of RFC 7591. */
export interface MetadataFlaw {
  readonly error: 'invalid_redirect_uri' | 'invalid_client_metadata';
  readonly error_description: string;
}

/**
 * Reads what a client says of itself. Every client is one that can keep no secret of ours (PKCE protects it),
 * or signs with a key that it publishes; one that asked for a shared secret learns so by the answer.
 */
export function readClientMetadata(
  clientId: string,
  value: unknown,
): ClientMetadata | MetadataFlaw {
  const parsed = Written.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    const description = `${field === '' ? 'The metadata' : field}: ${issue?.message ?? 'cannot be read'}`;
    return { error: 'invalid_client_metadata', error_description: description };
  }
  const { redirect_uris: redirects, client_name: name, ...rest } = parsed.data;
  const targets = redirects.map(redirectTargetOf);
  const wrong = targets.indexOf(undefined);
  if (wrong >= 0) {
    return {
      error: 'invalid_redirect_uri',
      error_description: `redirect_uris.${wrong} must be https, http on a loopback address, or the scheme of a program; without user name, fragment and "*"`,
    };
  }
  return {
    client_id: clientId,
    ...(name !== undefined && { client_name: controls.strip(name).trim().slice(0, nameChars) }),
    redirect_uris: redirects,
    application_type: targets.every((target) => target?.kind === 'web') ? 'web' : 'native',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    ...proofOf(rest),
  };
}

type Proof = Pick<ClientMetadata, 'token_endpoint_auth_method' | 'jwks_uri' | 'jwks'>;

function proofOf({
  token_endpoint_auth_method: method,
  jwks_uri: uri,
  jwks,
}: Pick<z.infer<typeof Written>, 'token_endpoint_auth_method' | 'jwks_uri' | 'jwks'>): Proof {
  if (method !== 'private_key_jwt') return { token_endpoint_auth_method: 'none' };
  return {
    token_endpoint_auth_method: method,
    ...(uri !== undefined ? { jwks_uri: uri } : jwks && { jwks }),
  };
}

/** By what a client is known again: the address of its document, else its name and where it has its codes sent. */
export function clientKeyOf({ client_id, client_name, redirect_uris }: ClientMetadata): string {
  if (isDocumentAddress(client_id)) return client_id;
  const hosts = redirect_uris.map((uri) => {
    const target = redirectTargetOf(uri);
    return target?.kind === 'loopback' ? 'loopback' : (target?.host ?? '');
  });
  return `${client_name ?? ''}@${[...new Set(hosts)].toSorted().join(',')}`;
}

/** Whether a client id is the address of a document that tells of the client. */
export function isDocumentAddress(clientId: string): boolean {
  return clientId.startsWith('https://');
}
