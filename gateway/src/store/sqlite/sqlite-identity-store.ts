import type { IdentityStore } from '../../identity/identity-store.ts';
import type { Channels } from './channels.ts';

export function createSqliteIdentityStore({ writer, reader }: Channels): IdentityStore {
  return {
    addKey: (input) => writer.call('addKey', input),
    keepConfiguredKey: (input, at) => writer.call('keepConfiguredKey', input, at),
    changeCaller: (input) => writer.call('changeCaller', input),
    listIdentities: () => reader.call('listIdentities'),
    revokeKey: (input) => writer.call('revokeKey', input),
    revokeCaller: (input) => writer.call('revokeCaller', input),
    findOwnerHash: () => reader.call('findOwnerHash'),
    keepOwnerHash: (input) => writer.call('keepOwnerHash', input),
  };
}
