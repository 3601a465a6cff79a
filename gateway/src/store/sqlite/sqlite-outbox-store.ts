import type { OutboxStore } from '../../delivery/outbox-store.ts';
import type { Channels } from './channels.ts';

export function createSqliteOutboxStore({ writer, reader }: Channels): OutboxStore {
  return {
    claimDueCallbacks: (input) => writer.call('claimDueCallbacks', input),
    finishCallback: (input) => writer.call('finishCallback', input),
    retryCallback: (input) => writer.call('retryCallback', input),
    nextDueAt: () => reader.call('nextDueAt'),
  };
}
