import type { ClientInfo } from '#contract';
import type { StoredConsent } from '../../../identity/oauth-store.ts';
import { isoTime } from '../../../platform/clock.ts';
import type { HttpParts } from '../http-parts.ts';

/** Everybody who was let in by sign-in, the newest first. */
export async function listClients(parts: HttpParts): Promise<ClientInfo[]> {
  const consents = await parts.signIn.consents.list();
  return consents.map((consent) => infoOf(consent, parts));
}

function infoOf(consent: StoredConsent, { directory, ownerAccess }: HttpParts): ClientInfo {
  const { lastUsedAt, revokedAt, liveUntil } = consent;
  return {
    consent_id: consent.id,
    client: consent.clientName,
    client_id: consent.clientId,
    redirect_host: consent.redirectHost,
    caller: consent.caller,
    space: consent.space,
    scopes: [...(directory.findCaller(consent.caller)?.scopes ?? [])],
    state: stateOf(consent, ownerAccess.now()),
    created_at: isoTime(consent.createdAt),
    ...(lastUsedAt !== undefined && { last_used_at: isoTime(lastUsedAt) }),
    live_until: isoTime(liveUntil),
    ...(revokedAt !== undefined && { revoked_at: isoTime(revokedAt) }),
  };
}

function stateOf({ revokedAt, liveUntil }: StoredConsent, now: number): ClientInfo['state'] {
  if (revokedAt !== undefined) return 'revoked';
  return liveUntil > now ? 'live' : 'ended';
}
