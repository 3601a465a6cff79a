import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenTwoStores, TwoStores } from '../platform/testing/two-stores.ts';
import type { Caller, IdentityStore } from './identity-store.ts';
import type { OAuthRecord, OAuthStore, StoredConsent } from './oauth-store.ts';

export interface OAuthStores {
  readonly oauth: OAuthStore;
  readonly identities: IdentityStore;
}

const start = 1_800_000_000_000;
const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** What every `OAuthStore` promises. */
export function testOAuthStore(name: string, open: OpenTwoStores<OAuthStores>): void {
  describe(`${name}: sign-in of clients`, () => {
    let stores: TwoStores<OAuthStores>;
    let a: OAuthStore;
    let b: OAuthStore;

    beforeAll(async () => {
      stores = await open();
      a = stores.a.oauth;
      b = stores.b.oauth;
    });
    afterEach(() => stores.clear());
    afterAll(() => stores.close());

    const consent = (changes: Partial<StoredConsent> = {}, caller: Partial<Caller> = {}) =>
      a.keepConsent({ consent: consentOf(changes), caller: callerOf(caller) });
    const token = { kind: 'AccessToken', hash: 'at-1' } as const;
    const code = { kind: 'AuthorizationCode', hash: 'code-1' } as const;
    const idsOfTokens = async () => (await b.listGranted(start)).tokens.map(({ hash }) => hash);

    describe('clients', () => {
      const client = (id: string, createdAt = start) => ({ id, metadata: '{"a":1}', createdAt });

      it('are found by their id', async () => {
        expect(await a.addClient({ client: client('one'), most: 5 })).toBe(true);
        expect(await b.findClient('one')).toEqual(client('one'));
        expect(await b.findClient('two')).toBeUndefined();
      });

      it('that nobody let in make room, the oldest first; the others stay', async () => {
        await a.addClient({ client: client('let-in'), most: 2 });
        await consent({ clientId: 'let-in' });
        await a.addClient({ client: client('idle', start + 1), most: 2 });
        expect(await a.addClient({ client: client('third', start + 2), most: 2 })).toBe(true);
        expect(await a.findClient('idle')).toBeUndefined();
        await consent({ id: 'con_2', clientId: 'third' });
        expect(await a.addClient({ client: client('fourth', start + 3), most: 2 })).toBe(false);
        expect(await b.findClient('let-in')).toBeDefined();
      });

      it('that nobody let in are forgotten after a day', async () => {
        await a.addClient({ client: client('idle'), most: 5 });
        await a.pruneOAuth({ now: start + dayMs, consentsBefore: start - dayMs });
        expect(await b.findClient('idle')).toBeDefined();
        await a.pruneOAuth({ now: start + dayMs + 1, consentsBefore: start - dayMs });
        expect(await b.findClient('idle')).toBeUndefined();
      });
    });

    describe('a consent', () => {
      it('makes its caller', async () => {
        await consent();
        expect((await stores.b.identities.listIdentities()).callers).toEqual([callerOf()]);
        expect(await b.listConsents()).toEqual([consentOf()]);
      });

      it('gives an existing caller its scopes, and leaves the rest of it', async () => {
        await consent();
        await consent(
          { id: 'con_2', createdAt: start + 1 },
          { scopes: ['*'], space: 'office', ratePerMinute: 1 },
        );
        const { callers } = await stores.b.identities.listIdentities();
        expect(callers).toEqual([callerOf({ scopes: ['*'] })]);
        expect((await b.listConsents()).map(({ id }) => id)).toEqual(['con_2', 'con_1']);
      });

      it('is how a client is known again, in one space', async () => {
        await consent({ caller: 'old' });
        await consent({ id: 'con_2', caller: 'new', createdAt: start + 1 });
        expect(await b.findCallerOf({ clientKey: 'key', space: 'home' })).toBe('new');
        expect(await b.findCallerOf({ clientKey: 'key', space: 'office' })).toBeUndefined();
        expect(await b.findCallerOf({ clientKey: 'other', space: 'home' })).toBeUndefined();
      });

      it('lives as long as what it gave', async () => {
        await consent({ liveUntil: start + 1 });
        expect((await b.listGranted(start + 1)).consents).toEqual([]);
        await a.keepRecord(recordOf({ kind: 'RefreshToken', expiresAt: start + dayMs }));
        const { consents } = await b.listGranted(start + dayMs - 1);
        expect(consents).toMatchObject([{ id: 'con_1', lastUsedAt: start }]);
        expect((await b.listGranted(start + dayMs)).consents).toEqual([]);
      });

      it('ends once, with every code and token that it gave, and nothing of another', async () => {
        await consent();
        await consent({ id: 'con_2' });
        await a.keepRecord(recordOf());
        await a.keepRecord(recordOf({ ...code }));
        await a.keepRecord(recordOf({ hash: 'at-2', consentId: 'con_2' }));
        expect(await a.endConsent({ id: 'con_1', at: start + 5 })).toBe(true);
        expect(await b.endConsent({ id: 'con_1', at: start + 6 })).toBe(false);
        expect(await idsOfTokens()).toEqual(['at-2']);
        expect(await b.findRecord(code)).toBeUndefined();
        const revoked = (await b.listConsents()).find(({ id }) => id === 'con_1');
        expect(revoked?.revokedAt).toBe(start + 5);
      });

      it('gives nothing once it ended, however late it comes', async () => {
        await consent();
        await a.endConsent({ id: 'con_1', at: start });
        expect(await b.keepRecord(recordOf())).toBe(false);
        expect(await idsOfTokens()).toEqual([]);
      });

      it('ends with the keys of its caller', async () => {
        await consent();
        await a.keepRecord(recordOf());
        await stores.b.identities.revokeCaller({ caller: 'claude', at: start + 1 });
        expect(await idsOfTokens()).toEqual([]);
        expect((await a.listConsents())[0]?.revokedAt).toBe(start + 1);
      });

      it('is forgotten long after it ended', async () => {
        await consent({ liveUntil: start });
        await consent({ id: 'con_2', liveUntil: start + 9 });
        await a.pruneOAuth({ now: start, consentsBefore: start + 5 });
        expect((await b.listConsents()).map(({ id }) => id)).toEqual(['con_2']);
      });
    });

    describe('codes and tokens', () => {
      it('are found as they were kept, and replaced', async () => {
        await a.keepRecord(recordOf());
        expect(await b.findRecord(token)).toEqual(recordOf());
        await a.keepRecord(recordOf({ payload: '{"aud":"other"}' }));
        expect((await b.findRecord(token))?.payload).toBe('{"aud":"other"}');
        await b.removeRecord(token);
        expect(await a.findRecord(token)).toBeUndefined();
      });

      it('open the door for their caller and audience until they run out', async () => {
        await consent();
        await a.keepRecord(recordOf());
        const { tokens } = await b.listGranted(start + hourMs - 1);
        expect(tokens).toEqual([
          {
            hash: 'at-1',
            caller: 'claude',
            consentId: 'con_1',
            audience: 'https://a.example/mcp',
            createdAt: start,
            expiresAt: start + hourMs,
          },
        ]);
        expect((await b.listGranted(start + hourMs)).tokens).toEqual([]);
      });

      it('are spent by one of many at once; the others end the consent', async () => {
        await consent();
        await a.keepRecord(recordOf({ ...code }));
        await a.keepRecord(recordOf());
        const spent = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            (index % 2 === 0 ? a : b).consumeRecord({ ...code, at: start + 1 }),
          ),
        );
        expect(spent.filter(Boolean)).toHaveLength(1);
        expect(await idsOfTokens()).toEqual([]);
        expect((await a.listConsents())[0]?.revokedAt).toBe(start + 1);
      });

      it('know that they were spent', async () => {
        await consent();
        await a.keepRecord(recordOf({ ...code }));
        await a.consumeRecord({ ...code, at: start + 7 });
        expect((await b.findRecord(code))?.consumedAt).toBe(start + 7);
        expect(await b.consumeRecord({ ...code, hash: 'another', at: start })).toBe(false);
      });

      it('are forgotten once they have run out', async () => {
        await a.keepRecord(recordOf());
        await a.keepRecord(recordOf({ hash: 'at-2', expiresAt: start + 2 * hourMs }));
        expect(await a.pruneOAuth({ now: start + hourMs, consentsBefore: start })).toBe(1);
        expect(await b.findRecord(token)).toBeUndefined();
      });
    });
  });
}

function consentOf(changes: Partial<StoredConsent> = {}): StoredConsent {
  return {
    id: 'con_1',
    clientId: 'https://claude.example/client.json',
    clientKey: 'key',
    clientName: 'Claude',
    redirectHost: 'claude.example',
    caller: 'claude',
    space: 'home',
    createdAt: start,
    liveUntil: start + hourMs,
    ...changes,
  };
}

function callerOf(changes: Partial<Caller> = {}): Caller {
  return {
    name: 'claude',
    space: 'home',
    scopes: ['memory.*'],
    ratePerMinute: 60,
    callbackHosts: [],
    createdAt: start,
    ...changes,
  };
}

function recordOf(changes: Partial<OAuthRecord> = {}): OAuthRecord {
  return {
    kind: 'AccessToken',
    hash: 'at-1',
    consentId: 'con_1',
    payload: '{"aud":"https://a.example/mcp"}',
    createdAt: start,
    expiresAt: start + hourMs,
    ...changes,
  };
}
