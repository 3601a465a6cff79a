import type { OAuthSite } from '../../../identity/oauth/oauth-site.ts';

const scopes = ['tutti'];
const clientProofs = ['none', 'private_key_jwt'];

/** What the protected resource says of itself (RFC 9728). */
export function protectedResource(
  site: OAuthSite,
  { authorizationServer = site.issuer }: { authorizationServer?: string | undefined } = {},
): object {
  return {
    resource: site.resource,
    authorization_servers: [authorizationServer],
    ...(authorizationServer === site.issuer && { scopes_supported: scopes }),
    bearer_methods_supported: ['header'],
    resource_name: 'Tutti',
    resource_documentation: `${site.issuer}/docs`,
  };
}

/** What the authorization server says of itself (RFC 8414). Told without loading it. */
export function authorizationServer(
  { issuer }: OAuthSite,
  { mayRegister }: { mayRegister: boolean },
): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    ...(mayRegister && { registration_endpoint: `${issuer}/oauth/register` }),
    client_id_metadata_document_supported: true,
    scopes_supported: scopes,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: clientProofs,
    revocation_endpoint_auth_methods_supported: clientProofs,
    token_endpoint_auth_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    authorization_response_iss_parameter_supported: true,
    service_documentation: `${issuer}/docs`,
  };
}

/** Where a client that was turned away finds out how to sign in. */
export function resourceMetadataAddress({ issuer }: OAuthSite): string {
  return `${issuer}/.well-known/oauth-protected-resource/mcp`;
}
