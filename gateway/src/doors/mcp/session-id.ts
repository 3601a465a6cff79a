import type { JsonObject, JsonValue } from '../../platform/json.ts';

const version = 's1.';
const longestDeclaration = 1500;
const kept = new Set(['elicitation', 'sampling', 'roots']);

/**
 * The id of a session of the revisions before 2026-07-28. It says itself what its client can do, so that no session
 * has to be kept: it outlives a restart, and a thousand idle ones weigh nothing. It proves nothing; the key does that.
 */
export function sessionIdFor(capabilities: unknown, token: string): string {
  const declared = JSON.stringify(pickKept(capabilities));
  const said = declared.length > longestDeclaration ? '{}' : declared;
  return `${version}${Buffer.from(said).toString('base64url')}.${token}`;
}

/** What the client of the session can do; nothing where the id is none of ours. */
export type CapabilitiesOf = (sessionId: string) => JsonObject;

/* Clients of one kind declare the same: there are few at a time. */
const mostRemembered = 100;

/** Remembers what was declared: it comes again with every request. */
export function createCapabilitiesOf(): CapabilitiesOf {
  const remembered = new Map<string, JsonObject>();
  return (sessionId) => {
    const said = declaredIn(sessionId);
    if (said === undefined || said.length > longestDeclaration * 2) return {};
    const known = remembered.get(said);
    if (known) return known;
    const capabilities = capabilitiesIn(said);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(said, capabilities);
    return capabilities;
  };
}

/** What stands between the version of an id and its token. */
function declaredIn(sessionId: string): string | undefined {
  if (!sessionId.startsWith(version)) return undefined;
  const end = sessionId.indexOf('.', version.length);
  return sessionId.slice(version.length, end < 0 ? undefined : end);
}

function capabilitiesIn(said: string): JsonObject {
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
