import type { OAuthStore } from '../../identity/oauth-store.ts';
import type { Channels } from './channels.ts';

export function createSqliteOAuthStore({ writer, reader }: Channels): OAuthStore {
  return {
    addClient: (input) => writer.call('addClient', input),
    findClient: (id) => reader.call('findClient', id),
    keepRecord: (record) => writer.call('keepRecord', record),
    findRecord: (input) => reader.call('findRecord', input),
    consumeRecord: (input) => writer.call('consumeRecord', input),
    removeRecord: (input) => writer.call('removeRecord', input),
    keepConsent: (input) => writer.call('keepConsent', input),
    endConsent: (input) => writer.call('endConsent', input),
    listGranted: (now) => reader.call('listGranted', now),
    listConsents: () => reader.call('listConsents'),
    findCallerOf: (input) => reader.call('findCallerOf', input),
    pruneOAuth: (input) => writer.call('pruneOAuth', input),
  };
}
