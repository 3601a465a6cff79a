import type { PasskeyStore } from '../../identity/passkey-store.ts';
import type { Channels } from './channels.ts';

export function createSqlitePasskeyStore({ writer, reader }: Channels): PasskeyStore {
  return {
    addPasskey: (input) => writer.call('addPasskey', input),
    usePasskey: (input) => writer.call('usePasskey', input),
    findPasskey: (id) => reader.call('findPasskey', id),
    listPasskeys: () => reader.call('listPasskeys'),
    removePasskey: (id) => writer.call('removePasskey', id),
  };
}
