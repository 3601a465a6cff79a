import { hash } from 'node:crypto';

/** How the owner showed that they are the owner. */
export type Proof = 'key' | 'passkey';

export interface OwnerSession {
  readonly by: Proof;
  readonly provedAt: number;
  /** What forms of this session carry, so that no other page can send them. */
  readonly formToken: string;
}

/** Who is signed in on the owner's pages. Of a token only its hash is kept, in memory: a restart signs everybody out. */
export interface OwnerSessions {
  /** Makes the token of a new session. */
  open(by: Proof): string;
  /** The session of a token while it lasts; looking for it keeps it awake. */
  find(token: string): OwnerSession | undefined;
  close(token: string): void;
}

const idleMs = 30 * 60_000;
const longestMs = 8 * 60 * 60_000;
const freshMs = 5 * 60_000;
const mostSessions = 100;

interface KeptSession extends OwnerSession {
  readonly usedAt: number;
}

interface SessionParts {
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => number;
}

export function createOwnerSessions({ randomBytes, now }: SessionParts): OwnerSessions {
  const sessions = new Map<string, KeptSession>();
  return {
    open(by) {
      const token = Buffer.from(randomBytes(32)).toString('base64url');
      forgetOver(sessions, now());
      const at = now();
      const formToken = hash('sha256', `form ${token}`, 'base64url');
      sessions.set(keyOf(token), { by, provedAt: at, usedAt: at, formToken });
      return token;
    },
    find(token) {
      const session = sessions.get(keyOf(token));
      if (!session || isOver(session, now())) return undefined;
      sessions.set(keyOf(token), { ...session, usedAt: now() });
      return session;
    },
    close: (token) => void sessions.delete(keyOf(token)),
  };
}

/** Whether the proof is recent enough for what cannot be taken back. */
export function isFresh({ provedAt }: OwnerSession, now: number): boolean {
  return now - provedAt < freshMs;
}

function isOver({ provedAt, usedAt }: KeptSession, now: number): boolean {
  return now - usedAt >= idleMs || now - provedAt >= longestMs;
}

/* Those that are over, and where there are too many the oldest: a Map goes by the time of adding. */
function forgetOver(sessions: Map<string, KeptSession>, now: number): void {
  for (const [key, session] of sessions) {
    if (isOver(session, now) || sessions.size >= mostSessions) sessions.delete(key);
  }
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64url');
}
