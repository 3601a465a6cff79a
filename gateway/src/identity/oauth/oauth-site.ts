/** The gateway as clients reach it: who issues tokens, and what they are for. */
export interface OAuthSite {
  /** Issuer (RFC 8414) and address that everything starts with; without a slash at its end. */
  readonly issuer: string;
  readonly host: string;
  /** Path under which a proxy offers the gateway; empty where it is the root. */
  readonly base: string;
  readonly isHttps: boolean;
  /** What tokens are made for (RFC 8707). */
  readonly resource: string;
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * Where sign-in is offered: at `public_url` if that is https, and on this machine. Anywhere else, codes and
 * tokens would go over the network for everybody to read.
 */
export function oauthSiteOf(
  hostHeader: string | undefined,
  publicUrl: string | undefined,
): OAuthSite | undefined {
  const host = hostHeader?.toLowerCase() ?? '';
  const ours = publicUrl !== undefined && URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (ours && ours.host === host && ours.protocol === 'https:') return siteAt(ours);
  if (!loopback.test(host)) return undefined;
  return siteAt(ours?.host === host ? ours : new URL(`http://${host}`));
}

/** Whether a token that was made for this address is one for this gateway. */
export function isOurAddress(audience: string, publicUrl: string | undefined): boolean {
  if (publicUrl !== undefined && audience === `${publicUrl}/mcp`) return true;
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?\/mcp$/.test(audience);
}

/** Clients name the gateway by its MCP address, or by the whole of it. */
export function namesResource(site: OAuthSite, resource: string): boolean {
  const plain = resource.replace(/\/$/, '');
  return plain === site.resource || plain === site.issuer;
}

function siteAt({ origin, host, protocol, pathname }: URL): OAuthSite {
  const base = pathname.replace(/\/+$/, '');
  const issuer = origin + base;
  return { issuer, host, base, isHttps: protocol === 'https:', resource: `${issuer}/mcp` };
}
