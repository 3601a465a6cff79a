import type { Connection } from './connection.ts';
import { listTools } from './list-tools.ts';
import type { ToolOffer } from './tool-offer.ts';

/** A connection, with the tools that were offered over it. */
export interface OpenConnection extends Connection {
  /** By name; asked anew where the server said that they changed, else at hand. */
  tools(): ToolsByName | Promise<ToolsByName>;
  /** The same, asked anew now: not every server says when something changed. */
  relist(): Promise<ToolsByName>;
}

export type ToolsByName = ReadonlyMap<string, ToolOffer>;

/** Remembers what a connection listed, until it is told to forget it. */
export interface ToolMemory {
  forget(): void;
  of(connection: Connection): ToolsByName | Promise<ToolsByName>;
}

export function createToolMemory(timeoutMs: number): ToolMemory {
  let listed: ToolsByName | Promise<ToolsByName> | undefined;
  const list = async (connection: Connection): Promise<ToolsByName> => {
    const offers = await listTools(connection.client, { timeoutMs });
    return new Map(offers.map((offer) => [offer.name, offer]));
  };
  return {
    forget() {
      listed = undefined;
    },
    of(connection) {
      if (listed) return listed;
      const listing = list(connection);
      listed = listing;
      const keep = (tools: ToolsByName | undefined) => {
        if (listed === listing) listed = tools;
      };
      listing.then(keep, () => keep(undefined));
      return listing;
    },
  };
}
