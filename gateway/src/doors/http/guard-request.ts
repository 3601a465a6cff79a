import type { IncomingHttpHeaders } from 'node:http';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { HttpSettings } from './http-parts.ts';

const keyParameter = /[?&](api[_-]?key|key|access_token|token|authorization)=/i;
const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface RequestHead {
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Refuses what browsers can be made to send, and keys in places that end in logs. */
export function guardRequest(request: RequestHead, settings: HttpSettings): void {
  refuseKeyInUrl(request);
  refuseCompressed(request);
  refuseForeignOrigin(request, settings);
  refuseForeignHost(request, settings);
}

function refuseKeyInUrl({ url = '' }: RequestHead): void {
  if (!url.includes('?') || !keyParameter.test(url)) return;
  throw new GatewayError(
    'key_in_url',
    'A key in the address is not accepted: addresses end in logs.',
    {
      hint: 'Send the key as "Authorization: Bearer <key>", and replace this one: it may have been seen.',
    },
  );
}

/* Nothing here unpacks: a small body would become a large one. */
function refuseCompressed({ headers }: RequestHead): void {
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return;
  throw new GatewayError('unsupported_media_type', 'A compressed body is not accepted.', {
    hint: 'Send the JSON as it is, without "Content-Encoding".',
  });
}

/* A page that somebody else serves has no business here, whatever its user is signed in to. */
function refuseForeignOrigin({ headers }: RequestHead, { publicUrl }: HttpSettings): void {
  const { origin, host } = headers;
  if (origin === undefined || host === undefined) return;
  if (origin === `http://${host}` || origin === `https://${host}`) return;
  const ours = publicUrl();
  if (ours !== undefined && URL.canParse(ours) && new URL(ours).origin === origin) return;
  throw foreign('This page is not one of the gateway, so it may not call it.');
}

/* Nearly every request names the same one. */
let lastLoopbackHost: string | undefined;

/* On loopback, a foreign Host header means DNS rebinding. */
function refuseForeignHost(
  { headers }: RequestHead,
  { host, publicUrl, knownAs }: HttpSettings,
): void {
  if (!loopbackNames.has(host) && host !== '::1') return;
  if (headers.host === undefined) return;
  if (headers.host === lastLoopbackHost) return;
  const name = headers.host.replace(/:\d+$/, '').toLowerCase();
  if (loopbackNames.has(name)) {
    lastLoopbackHost = headers.host;
    return;
  }
  const ours = publicUrl();
  if (ours !== undefined && URL.canParse(ours) && new URL(ours).hostname === name) return;
  if (knownAs().some((known) => URL.canParse(known) && new URL(known).hostname === name)) return;
  throw foreign(`The gateway is not reached under the name "${name.slice(0, 100)}".`);
}

function foreign(message: string): GatewayError {
  return new GatewayError('foreign_host', message, {
    hint: 'Call it by the address that it listens on, or set public_url in tutti.yaml to the address that you use.',
  });
}
