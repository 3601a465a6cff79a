import type { Site } from './site.ts';

const longestSeconds = 8 * 60 * 60;

/** The token that the browser brought; empty where it brought none. */
export function sessionTokenOf(cookies: string | undefined, site: Site): string {
  const start = `${nameOn(site)}=`;
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length) ?? '';
}

/** Kept from scripts, from other sites, and from everything but the owner's pages. */
export function sessionCookie(token: string, site: Site): string {
  return cookie(site, token, longestSeconds);
}

export function endedCookie(site: Site): string {
  return cookie(site, '', 0);
}

function cookie(site: Site, token: string, seconds: number): string {
  const parts = [
    `${nameOn(site)}=${token}`,
    `Path=${site.base}/owner`,
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(site.isHttps ? ['Secure'] : []),
  ];
  return parts.join('; ');
}

/* By that prefix a browser takes it over https only. */
function nameOn({ isHttps }: Site): string {
  return isHttps ? '__Secure-tutti_owner' : 'tutti_owner';
}
