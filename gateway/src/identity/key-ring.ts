import type { CallerInfo, CallersPage, KeyInfo, KeyRequest, NewKey } from '#contract';
import { parseAllowedHost } from '../platform/allowed-host.ts';
import { isoTime } from '../platform/clock.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { NewId } from '../platform/ids.ts';
import { buildApiKey, type SecretHasher } from './api-key.ts';
import type { Caller } from './caller.ts';
import type { Directory } from './directory.ts';
import type { Identities, IdentityStore, StoredKey } from './identity-store.ts';

const dayMs = 24 * 60 * 60_000;

/** What the owner does with callers and their keys. */
export interface KeyRing {
  /** Makes a key, and its caller where there is none. `text` keeps a key that the owner chose. */
  createKey(request: KeyRequest, text?: string): Promise<NewKey>;
  /** Makes `text` the one key that comes from the configuration; `undefined`: there is none any more. */
  keepConfiguredKey(caller: string, text: string | undefined): Promise<void>;
  listCallers(): Promise<CallersPage>;
  revokeKey(keyId: string): Promise<void>;
  /** Gives how many keys were revoked. */
  revokeCaller(caller: string): Promise<number>;
}

interface KeyRingParts {
  readonly store: IdentityStore;
  readonly directory: Directory;
  readonly hashKey: SecretHasher;
  readonly callbackSecretOf: (caller: string) => string;
  readonly defaultRatePerMinute: () => number;
  readonly newId: NewId;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => number;
}

export function createKeyRing(parts: KeyRingParts): KeyRing {
  const { store, directory, now } = parts;
  return {
    async createKey(request, chosen) {
      const existing = directory.findCaller(request.caller);
      if (existing) refuseOtherSpace(existing, request);
      refuseUnreadableHosts(request);
      if (chosen !== undefined && directory.isOwnerKey(chosen)) throw keyTaken();
      const id = parts.newId('key');
      const text = chosen ?? buildApiKey(id, parts.randomBytes(32));
      const outcome = await store.addKey({
        caller: existing ?? callerFrom(request, parts),
        key: keyFrom({ id, caller: request.caller, hash: parts.hashKey(text) }, request, now()),
      });
      if (outcome.kind === 'hash_taken') throw keyTaken();
      if (existing) await store.changeCaller(changeFrom(request, now()));
      await directory.refresh();
      const caller = directory.findCaller(request.caller) ?? outcome.caller;
      const secret =
        caller.callbackHosts.length > 0 ? parts.callbackSecretOf(caller.name) : undefined;
      return {
        key: text,
        key_id: id,
        caller: callerInfo(caller),
        ...(secret && { callback_secret: secret }),
      };
    },
    async keepConfiguredKey(name, text) {
      await store.keepConfiguredKey(
        text === undefined ? undefined : configuredKeyOf(name, text, parts),
        now(),
      );
      await directory.refresh();
    },
    async listCallers() {
      return { items: callersWithKeys(await directory.refresh()) };
    },
    async revokeKey(keyId) {
      if (!(await store.revokeKey({ keyId, at: now() }))) throw unknownKey(keyId);
      await directory.refresh();
    },
    async revokeCaller(caller) {
      if (!directory.findCaller(caller)) throw unknownCaller(caller);
      const revoked = await store.revokeCaller({ caller, at: now() });
      await directory.refresh();
      return revoked.length;
    },
  };
}

function callerFrom(request: KeyRequest, parts: KeyRingParts): Caller {
  return {
    name: request.caller,
    space: request.space ?? 'personal',
    scopes: request.scopes ?? ['*'],
    ratePerMinute: request.rate_per_minute ?? parts.defaultRatePerMinute(),
    callbackHosts: request.callback_hosts ?? [],
    createdAt: parts.now(),
  };
}

function configuredKeyOf(name: string, text: string, parts: KeyRingParts) {
  const request = { caller: name };
  const key = { id: parts.newId('key'), caller: name, hash: parts.hashKey(text) };
  return { caller: callerFrom(request, parts), key: keyFrom(key, request, parts.now()) };
}

function keyFrom(
  key: Pick<StoredKey, 'id' | 'caller' | 'hash'>,
  request: KeyRequest,
  now: number,
): StoredKey {
  const days = request.expires_in_days;
  return { ...key, createdAt: now, ...(days !== undefined && { expiresAt: now + days * dayMs }) };
}

function changeFrom(request: KeyRequest, at: number) {
  return {
    name: request.caller,
    at,
    ...(request.scopes && { scopes: request.scopes }),
    ...(request.rate_per_minute && { ratePerMinute: request.rate_per_minute }),
    ...(request.callback_hosts && { callbackHosts: request.callback_hosts }),
  };
}

function callersWithKeys({ callers, keys }: Identities): CallersPage['items'] {
  return callers.map((caller) => ({
    ...callerInfo(caller),
    keys: keys.filter((key) => key.caller === caller.name).map(keyInfo),
  }));
}

function callerInfo(caller: Caller): CallerInfo {
  return {
    caller: caller.name,
    space: caller.space,
    scopes: [...caller.scopes],
    rate_per_minute: caller.ratePerMinute,
    callback_hosts: [...caller.callbackHosts],
    created_at: isoTime(caller.createdAt),
  };
}

function keyInfo(key: StoredKey): KeyInfo {
  return {
    key_id: key.id,
    caller: key.caller,
    created_at: isoTime(key.createdAt),
    ...(key.expiresAt !== undefined && { expires_at: isoTime(key.expiresAt) }),
    ...(key.revokedAt !== undefined && { revoked_at: isoTime(key.revokedAt) }),
  };
}

function refuseOtherSpace(existing: Caller, { caller, space }: KeyRequest): void {
  if (space === undefined || space === existing.space) return;
  throw new GatewayError(
    'caller_exists',
    `Caller "${caller}" belongs to the space "${existing.space}".`,
    {
      hint: `Leave "space" out to add a key to that caller, or choose another caller name for the space "${space}".`,
    },
  );
}

/* An entry that cannot be read would never match, and nobody would know why callbacks are refused. */
function refuseUnreadableHosts({ callback_hosts = [] }: KeyRequest): void {
  const wrong = callback_hosts.find((entry) => parseAllowedHost(entry) === undefined);
  if (wrong === undefined) return;
  throw new GatewayError('invalid_request', `The callback host "${wrong}" cannot be read.`, {
    hint: 'Write a name or an address, with a port or without: "hooks.example.org", "10.0.0.5:9000", "[fd00::5]:9000". No https://, no path, no "*".',
  });
}

function keyTaken(): GatewayError {
  return new GatewayError('caller_exists', 'This key is in use already.', {
    hint: 'Choose another key, or let the gateway make one.',
  });
}

function unknownKey(keyId: string): GatewayError {
  return new GatewayError('key_not_found', `There is no key "${keyId}".`, {
    hint: 'List the keys with "tutti keys list" (GET /owner/callers).',
  });
}

function unknownCaller(caller: string): GatewayError {
  return new GatewayError('caller_not_found', `There is no caller "${caller}".`, {
    hint: 'List the callers with "tutti keys list" (GET /owner/callers).',
  });
}
