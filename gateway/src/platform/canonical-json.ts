import { hash } from 'node:crypto';

/**
 * The one text of a JSON value: keys sorted by UTF-16 code units, no white space,
 * numbers and strings as ECMAScript writes them (RFC 8785). Members that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/* What is asked most often has few inputs or none. */
const shortTextChars = 64;
const mostKnownDigests = 1000;
const knownDigests = new Map<string, string>();

/** SHA-256 over the canonical JSON, as hex. */
export function digestOf(value: unknown): string {
  const text = canonicalJson(value);
  if (text.length > shortTextChars) return hash('sha256', text, 'hex');
  const known = knownDigests.get(text);
  if (known !== undefined) return known;
  const digest = hash('sha256', text, 'hex');
  if (knownDigests.size < mostKnownDigests) knownDigests.set(text, digest);
  return digest;
}
