import { GatewayError } from '../../platform/gateway-error.ts';
import type { Caller } from '../caller.ts';
import type { Directory } from '../directory.ts';
import type { OAuthStore, StoredConsent } from '../oauth-store.ts';
import { clientKeyOf, type ClientMetadata } from './client-metadata.ts';
import { redirectTargetOf } from './redirect-target.ts';

/* What was asked for and not yet given: a code waits a minute to be exchanged. */
const firstLifeMs = 10 * 60_000;
const defaultSpace = 'personal';
const nameChars = 40;

/** What the owner chose for a client. */
export interface ConsentChoice {
  readonly caller: string;
  readonly space: string;
  readonly scopes: readonly string[];
  /** The owner knows that this caller is there already, for somebody else. */
  readonly mayJoin: boolean;
}

/** A client as the owner is asked about it. */
export interface ConsentProposal {
  readonly caller: string;
  readonly space: string;
  /** What it may do already. */
  readonly scopes?: readonly string[];
}

/** What the owner lets clients do. */
export interface Consents {
  propose(client: ClientMetadata): Promise<ConsentProposal>;
  /** Refuses a name that belongs to another caller, unless the owner means that one. */
  check(client: ClientMetadata, choice: ConsentChoice): Promise<void>;
  keep(given: GivenConsent): Promise<void>;
  list(): Promise<readonly StoredConsent[]>;
  revoke(id: string): Promise<void>;
  /** Ends all that a caller was given; gives how many. */
  revokeOf(caller: string): Promise<number>;
}

export interface GivenConsent {
  readonly id: string;
  readonly client: ClientMetadata;
  readonly redirectUri: string;
  readonly choice: ConsentChoice;
}

interface ConsentParts {
  readonly store: OAuthStore;
  readonly directory: Directory;
  readonly ratePerMinute: () => number;
  readonly now: () => number;
}

export function createConsents({ store, directory, ratePerMinute, now }: ConsentParts): Consents {
  const callerBefore = (client: ClientMetadata, space: string) =>
    store.findCallerOf({ clientKey: clientKeyOf(client), space });
  return {
    async propose(client) {
      const clientKey = clientKeyOf(client);
      const consents = await store.listConsents();
      const before = consents.find((consent) => consent.clientKey === clientKey);
      const known = before && directory.findCaller(before.caller);
      if (known) return { caller: known.name, space: known.space, scopes: known.scopes };
      return { caller: freeName(nameFor(client), directory), space: defaultSpace };
    },
    async check(client, { caller, space, mayJoin }) {
      const existing = directory.findCaller(caller);
      if (!existing) return;
      if (existing.space !== space) throw otherSpace(existing);
      if (mayJoin || (await callerBefore(client, space)) === caller) return;
      throw nameTaken(existing);
    },
    async keep({ id, client, redirectUri, choice }) {
      const at = now();
      await store.keepConsent({
        consent: {
          id,
          clientId: client.client_id,
          clientKey: clientKeyOf(client),
          clientName: client.client_name ?? '',
          redirectHost: redirectTargetOf(redirectUri)?.host ?? '',
          caller: choice.caller,
          space: choice.space,
          createdAt: at,
          liveUntil: at + firstLifeMs,
        },
        caller: callerFor(choice, { ratePerMinute: ratePerMinute(), at }),
      });
      await directory.refresh();
    },
    list: () => store.listConsents(),
    async revoke(id) {
      const ended = await store.endConsent({ id, at: now() });
      await directory.refresh();
      if (!ended) throw unknownConsent(id);
    },
    async revokeOf(caller) {
      const consents = await store.listConsents();
      const live = consents.filter((one) => one.caller === caller && one.revokedAt === undefined);
      const ended = await Promise.all(live.map(({ id }) => store.endConsent({ id, at: now() })));
      await directory.refresh();
      return ended.filter(Boolean).length;
    },
  };
}

function callerFor(
  { caller, space, scopes }: ConsentChoice,
  { ratePerMinute, at }: { ratePerMinute: number; at: number },
): Caller {
  return { name: caller, space, scopes, ratePerMinute, callbackHosts: [], createdAt: at };
}

/** The name that a client is likely to be known by: "Claude Code (home)" becomes "claude-code-home". */
function nameFor({ client_name: name = '', redirect_uris: [redirect = ''] }: ClientMetadata) {
  const words = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, nameChars)
      .replaceAll(/^-+|-+$/g, '');
  return words(name) || words(redirectTargetOf(redirect)?.host ?? '') || 'client';
}

function freeName(name: string, directory: Directory): string {
  if (!directory.findCaller(name)) return name;
  let count = 2;
  while (directory.findCaller(`${name}-${count}`)) count += 1;
  return `${name}-${count}`;
}

function nameTaken({ name, scopes }: Caller): GatewayError {
  return new GatewayError('caller_exists', `There is a caller "${name}" already.`, {
    hint: `Choose another name; or, if this client is to be that caller, with its memories and jobs, say so below. Its scopes (${scopes.join(', ')}) become those that you choose here.`,
  });
}

function otherSpace({ name, space }: Caller): GatewayError {
  return new GatewayError('caller_exists', `Caller "${name}" belongs to the space "${space}".`, {
    hint: `Choose another name, or the space "${space}".`,
  });
}

function unknownConsent(id: string): GatewayError {
  return new GatewayError('client_not_found', `No client is let in under "${id}".`, {
    hint: 'List the clients with "tutti clients list" (GET /owner/clients).',
  });
}
