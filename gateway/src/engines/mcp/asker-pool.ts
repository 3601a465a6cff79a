import type { ClientLink } from '../../intents/client-link.ts';
import type { OfferedCapabilities } from './connection.ts';
import type { OpenConnection } from './open-connection.ts';

/**
 * Connections on which the server may ask the client behind a call: each carries one call at a time, so that
 * a question never reaches anybody else. They are told apart by what those clients can do.
 */
export interface AskerPool {
  take(client: ClientLink, capabilities: OfferedCapabilities): Promise<OpenConnection>;
  giveBack(connection: OpenConnection): void;
}

const mostIdle = 4;

export function createAskerPool(
  connect: (capabilities: OfferedCapabilities) => Promise<OpenConnection>,
): AskerPool {
  const idle: { readonly key: string; readonly connection: OpenConnection }[] = [];
  const keys = new WeakMap<OpenConnection, string>();
  return {
    async take(client, capabilities) {
      const key = JSON.stringify(capabilities);
      let connection: OpenConnection | undefined;
      while (!connection) {
        const at = idle.findIndex((item) => item.key === key);
        if (at < 0) break;
        [{ connection } = { connection: undefined }] = idle.splice(at, 1);
        if (!connection?.isOpen()) connection = undefined;
      }
      connection ??= await connect(capabilities);
      keys.set(connection, key);
      connection.asker = client;
      return connection;
    },
    giveBack(connection) {
      connection.asker = undefined;
      if (!connection.isOpen()) return;
      idle.push({ key: keys.get(connection) ?? '', connection });
      if (idle.length > mostIdle) void idle.shift()?.connection.close();
    },
  };
}
