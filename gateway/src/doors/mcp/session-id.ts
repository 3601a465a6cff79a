import type { JsonObject, JsonValue } from '../../platform/json.ts';

const longestDeclaration = 1500;
const kept = new Set(['elicitation', 'sampling', 'roots']);

/**
 * The id of a session of the revisions before 2026-07-28. It says itself what its client can do, so that no session
 * has to be kept: it outlives a restart, and a thousand idle ones weigh nothing. It proves nothing; the key does that.
 */
export function sessionIdFor(capabilities: unknown, token: string): string {
  const declared = JSON.stringify(pickKept(capabilities));
  const said = declared.length > longestDeclaration ? '{}' : declared;
  return `s1.${Buffer.from(said).toString('base64url')}.${token}`;
}

/** What the client of the session can do; nothing where the id is none of ours. */
export function capabilitiesOf(sessionId: string): JsonObject {
  const [version, said = ''] = sessionId.split('.');
  if (version !== 's1' || said.length > longestDeclaration * 2) return {};
  try {
    return pickKept(JSON.parse(Buffer.from(said, 'base64url').toString('utf8')));
  } catch {
    return {};
  }
}

function pickKept(capabilities: unknown): JsonObject {
  if (typeof capabilities !== 'object' || capabilities === null) return {};
  const entries = Object.entries(capabilities).filter(
    (entry): entry is [string, JsonValue] =>
      kept.has(entry[0]) && typeof entry[1] === 'object' && entry[1] !== null,
  );
  return Object.fromEntries(entries);
}
