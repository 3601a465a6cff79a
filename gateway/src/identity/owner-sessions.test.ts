import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createOwnerSessions, isFresh, type OwnerSessions } from './owner-sessions.ts';

const minuteMs = 60_000;
let now: number;
let sessions: OwnerSessions;

beforeEach(() => {
  now = 1_800_000_000_000;
  sessions = createOwnerSessions({ randomBytes, now: () => now });
});

describe('a session of the owner', () => {
  it('is found by its token alone', () => {
    const token = sessions.open('key');
    expect(token).toHaveLength(43);
    expect(sessions.find(token)).toMatchObject({ by: 'key', provedAt: now });
    expect(sessions.find(`${token}x`)).toBeUndefined();
    expect(sessions.find('')).toBeUndefined();
  });

  it('has a form token of its own, which is not its token', () => {
    const [one, two] = [sessions.open('key'), sessions.open('key')];
    const formTokens = [one, two].map((token) => sessions.find(token)?.formToken);
    expect(new Set([one, two, ...formTokens]).size).toBe(4);
  });

  it('ends after half an hour of rest', () => {
    const token = sessions.open('passkey');
    now += 30 * minuteMs - 1;
    expect(sessions.find(token)).toBeDefined();
    now += 30 * minuteMs - 1;
    expect(sessions.find(token)).toBeDefined();
    now += 30 * minuteMs;
    expect(sessions.find(token)).toBeUndefined();
  });

  it('ends after eight hours, however busy', () => {
    const token = sessions.open('passkey');
    for (let rounds = 1; rounds < 8 * 4; rounds += 1) {
      now += 15 * minuteMs;
      expect(sessions.find(token)).toBeDefined();
    }
    now += 15 * minuteMs;
    expect(sessions.find(token)).toBeUndefined();
  });

  it('ends when it is closed, and no other with it', () => {
    const [one, two] = [sessions.open('key'), sessions.open('key')];
    sessions.close(one);
    expect(sessions.find(one)).toBeUndefined();
    expect(sessions.find(two)).toBeDefined();
  });

  it('is one of at most a hundred: the oldest goes', () => {
    const tokens = Array.from({ length: 101 }, () => sessions.open('key'));
    expect(tokens.filter((token) => sessions.find(token))).toHaveLength(100);
    expect(sessions.find(tokens[0] ?? '')).toBeUndefined();
  });

  it('is a fresh proof for five minutes', () => {
    const session = sessions.find(sessions.open('key'));
    expect(session && isFresh(session, now + 5 * minuteMs - 1)).toBe(true);
    expect(session && isFresh(session, now + 5 * minuteMs)).toBe(false);
  });
});
