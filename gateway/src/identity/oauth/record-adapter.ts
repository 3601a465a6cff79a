import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { SecretHasher } from '../api-key.ts';
import type { OAuthRecordKind, OAuthStore } from '../oauth-store.ts';
import type { ExpiringMap } from './expiring-map.ts';

export interface AdapterParts {
  readonly store: OAuthStore;
  /** As keys are hashed: access tokens open the same doors. */
  readonly hashKey: SecretHasher;
  /** For what only the token endpoint sees. */
  readonly hashCode: SecretHasher;
  /** What is between two pages of one sign-in: a restart forgets it, as it signs the owner out. */
  readonly passing: ExpiringMap<AdapterPayload>;
  readonly now: () => number;
  /** To be called whenever a token came or went. */
  readonly onChange: () => Promise<unknown>;
  /** The error of a code or token that may not be used, or not again. */
  readonly refuse: (reason: string) => Error;
}

/* Every kind has a life of its own; one that had none would not be kept for long. */
const shortestS = 60;

const kept = new Set<string>([
  'Grant',
  'AuthorizationCode',
  'AccessToken',
  'RefreshToken',
] satisfies OAuthRecordKind[]);

/** What oidc-provider keeps: codes and tokens in the store, hashed; pages under way in memory. */
export function createRecordAdapter(name: string, parts: AdapterParts): Adapter {
  if (name === 'Client') return clientAdapter(parts);
  return isKept(name) ? keptAdapter(name, parts) : passingAdapter(name, parts);
}

function isKept(name: string): name is OAuthRecordKind {
  return kept.has(name);
}

function clientAdapter({ store }: AdapterParts): Adapter {
  return {
    ...nothing,
    async find(id) {
      const client = await store.findClient(id);
      return client && (JSON.parse(client.metadata) as AdapterPayload);
    },
  };
}

function keptAdapter(kind: OAuthRecordKind, parts: AdapterParts): Adapter {
  const { store, now, onChange, refuse } = parts;
  const hashOf = (id: string) => {
    if (kind === 'Grant') return id;
    return kind === 'AccessToken' ? parts.hashKey(id) : parts.hashCode(id);
  };
  return {
    ...nothing,
    async upsert(id, { jti: _, ...payload }, expiresInS = shortestS) {
      const consentId = kind === 'Grant' ? id : payload.grantId;
      if (consentId === undefined) throw refuse('it belongs to no consent');
      const wasKept = await store.keepRecord({
        kind,
        hash: hashOf(id),
        consentId,
        payload: JSON.stringify(payload),
        createdAt: now(),
        expiresAt: now() + expiresInS * 1000,
      });
      if (!wasKept) throw refuse('the consent was revoked');
      if (kind === 'AccessToken') await onChange();
    },
    async find(id) {
      const record = await store.findRecord({ kind, hash: hashOf(id) });
      if (!record) return undefined;
      const payload = JSON.parse(record.payload) as AdapterPayload;
      const consumed = record.consumedAt && Math.floor(record.consumedAt / 1000);
      return { ...payload, jti: id, ...(consumed !== undefined && { consumed }) };
    },
    async consume(id) {
      if (await store.consumeRecord({ kind, hash: hashOf(id), at: now() })) return;
      await onChange();
      throw refuse('it was used before');
    },
    async destroy(id) {
      if (kind === 'Grant') await store.endConsent({ id, at: now() });
      else await store.removeRecord({ kind, hash: hashOf(id) });
      await onChange();
    },
    async revokeByGrantId(id) {
      await store.endConsent({ id, at: now() });
      await onChange();
    },
  };
}

function passingAdapter(name: string, { passing }: AdapterParts): Adapter {
  const keyOf = (id: string) => `${name} ${id}`;
  return {
    ...nothing,
    upsert: async (id, payload, expiresInS = shortestS) =>
      passing.set(keyOf(id), payload, expiresInS * 1000),
    find: async (id) => passing.get(keyOf(id)),
    findByUid: async (uid) =>
      passing.values().find((payload) => payload.kind === name && payload.uid === uid),
    destroy: async (id) => passing.delete(keyOf(id)),
  };
}

/* What no feature that is switched on asks for. */
const nothing: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};
