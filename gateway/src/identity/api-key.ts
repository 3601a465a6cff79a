import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const secretLength = 32;
const checksumLength = 6;

/**
 * Builds `tutti_<id>_<secret><checksum>`: 190 random bits, then a CRC-32, so that a
 * mistyped or cut key, and a leaked one in a text, can be told without asking the store.
 * `random` are at least 32 random bytes.
 */
export function buildApiKey(id: string, random: Uint8Array): string {
  const secret = [...random.subarray(0, secretLength)]
    .map((byte) => base62.charAt(byte % 62))
    .join('');
  const body = `tutti_${id.replace(/^[a-z]+_/, '')}_${secret}`;
  return body + checksumOf(body);
}

/**
 * False only for a text that claims to be one of our keys and is not whole. Any other string may be
 * a key that the owner chose, `tutti_dev` too: ours are known by the 26 characters of their id.
 */
export function mayBeApiKey(token: string): boolean {
  if (!/^tutti_[0-9a-z]{26}_/.test(token)) return true;
  return token.slice(-checksumLength) === checksumOf(token.slice(0, -checksumLength));
}

/** What is kept of a secret: HMAC-SHA-256 under a pepper that lies outside the database. */
export type SecretHasher = (secret: string) => string;

/** Hashes of one purpose say nothing of another's, though both use one pepper. */
export function createSecretHasher(
  pepper: Uint8Array,
  purpose: 'key' | 'confirm' | 'challenge' | 'flow' | 'oauth',
): SecretHasher {
  return (secret) =>
    createHmac('sha256', pepper).update(`${purpose}:${secret}`).digest('base64url');
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < checksumLength; place += 1) {
    digits = base62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
