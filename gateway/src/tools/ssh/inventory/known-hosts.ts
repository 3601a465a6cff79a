import { createHmac } from 'node:crypto';
import { fingerprintOf, keyTypeOf } from './host-key.ts';

/** What a known_hosts file says of one host. */
export interface KnownKeys {
  readonly keys: readonly KnownKey[];
  /** Fingerprints of keys that must never be accepted again. */
  readonly revoked: readonly string[];
  /** The file trusts an authority for this host, which we cannot check. */
  readonly byAuthority: boolean;
}

export interface KnownKey {
  readonly fingerprint: string;
  readonly type: string;
}

/** Reads the format of sshd(8): patterns, hashed names, `[host]:port`, `@revoked` and `@cert-authority`. */
export function findKnownKeys(
  text: string,
  host: { readonly address: string; readonly port: number },
): KnownKeys {
  const name = nameInFile(host);
  const entries = text.split('\n').flatMap((line) => {
    const entry = entryOf(line);
    return entry && namesMatch(entry.names, name) ? [entry] : [];
  });
  const keysWith = (marker: string) =>
    entries.filter((entry) => entry.marker === marker).map(({ key }) => key);
  return {
    keys: keysWith(''),
    revoked: keysWith('@revoked').map(({ fingerprint }) => fingerprint),
    byAuthority: entries.some(({ marker }) => marker === '@cert-authority'),
  };
}

/** How known_hosts names a host: with its port only where that is not 22. */
export function nameInFile({ address, port }: { address: string; port: number }): string {
  const name = address.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

interface Entry {
  readonly marker: string;
  readonly names: string;
  readonly key: KnownKey;
}

function entryOf(line: string): Entry | undefined {
  const fields = line.trim().split(/[ \t]+/);
  const marker = fields[0]?.startsWith('@') ? fields.shift() : '';
  const [names, type, base64] = fields;
  if (marker === undefined || names === undefined || names.startsWith('#')) return undefined;
  if (type === undefined || base64 === undefined) return undefined;
  const blob = Buffer.from(base64, 'base64');
  /* The type stands twice; where both differ, the line is broken. */
  if (keyTypeOf(blob) !== type) return undefined;
  return { marker, names, key: { fingerprint: fingerprintOf(blob), type } };
}

function namesMatch(names: string, name: string): boolean {
  if (names.startsWith('|1|')) return hashedNameMatches(names, name);
  const patterns = names.toLowerCase().split(',');
  const isNegated = patterns.some(
    (pattern) => pattern.startsWith('!') && patternMatches(pattern.slice(1), name),
  );
  return !isNegated && patterns.some((pattern) => patternMatches(pattern, name));
}

function hashedNameMatches(hashed: string, name: string): boolean {
  const [, , salt, hash] = hashed.split('|');
  if (salt === undefined || hash === undefined) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

/* `*` stands for any characters, `?` for one; brackets are what they are. */
function patternMatches(pattern: string, name: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(name);
}
