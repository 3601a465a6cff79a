import { createHash } from 'node:crypto';

/** A host key as it goes over the wire: its type first, then the key itself (RFC 4253, section 6.6). */
export type HostKey = Buffer;

/** `SHA256:…`, as OpenSSH shows it. */
export function fingerprintOf(key: HostKey): string {
  const digest = createHash('sha256').update(key).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

/** Such as `ssh-ed25519`; undefined for what is no key. */
export function keyTypeOf(key: HostKey): string | undefined {
  if (key.length < 5) return undefined;
  const length = key.readUInt32BE(0);
  if (length > 64 || key.length < 4 + length) return undefined;
  return key.toString('latin1', 4, 4 + length);
}
