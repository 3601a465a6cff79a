/** Whom a redirect hands the code to. */
export type RedirectTarget =
  | { readonly kind: 'web'; readonly host: string }
  /** A program on the computer of the browser: any one there can listen. */
  | { readonly kind: 'loopback'; readonly host: string }
  /** A program that claimed the scheme on that computer. */
  | { readonly kind: 'app'; readonly host: string };

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);
const longestChars = 2000;

/* What a browser acts on itself, or hands to something that is no program of its own. */
const otherSchemes = new Set([
  'about:',
  'blob:',
  'chrome:',
  'data:',
  'file:',
  'filesystem:',
  'ftp:',
  'intent:',
  'javascript:',
  'mailto:',
  'ms-appx:',
  'resource:',
  'sms:',
  'tel:',
  'vbscript:',
  'view-source:',
  'ws:',
  'wss:',
]);

/** Whom a redirect goes to; undefined where none may go. Spelt as it is, since it is compared to the letter. */
export function redirectTargetOf(uri: string): RedirectTarget | undefined {
  if (uri.length > longestChars || !/^[\x21-\x7e]+$/.test(uri) || /[\\#*]/.test(uri))
    return undefined;
  if (!/^[a-z][a-z0-9+.-]*:/i.test(uri) || !URL.canParse(uri)) return undefined;
  const url = new URL(uri);
  if (url.username !== '' || url.password !== '' || uri.includes('@')) return undefined;
  const { protocol, hostname, host } = url;
  if (protocol === 'https:') return { kind: 'web', host };
  if (protocol === 'http:')
    return loopbackNames.has(hostname) ? { kind: 'loopback', host: hostname } : undefined;
  return otherSchemes.has(protocol) ? undefined : { kind: 'app', host: `${protocol}//` };
}
