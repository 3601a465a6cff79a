import type { Connection } from './connection.ts';
import { listTools } from './list-tools.ts';
import type { ToolOffer } from './tool-offer.ts';

/** A connection, with the tools that were offered over it. */
export interface OpenConnection extends Connection {
  /** By name; asked anew where the server said that they changed. */
  tools(): Promise<ToolsByName>;
  /** The same, asked anew now: not every server says when something changed. */
  relist(): Promise<ToolsByName>;
}

export type ToolsByName = ReadonlyMap<string, ToolOffer>;

/** Remembers what a connection listed, until it is told to forget it. */
export interface ToolMemory {
  forget(): void;
  of(connection: Connection): Promise<ToolsByName>;
}

export function createToolMemory(timeoutMs: number): ToolMemory {
  let listed: Promise<ToolsByName> | undefined;
  return {
    forget() {
      listed = undefined;
    },
    of({ client }) {
      const listing = (listed ??= listTools(client, { timeoutMs }).then(
        (offers) => new Map(offers.map((offer) => [offer.name, offer])),
      ));
      listing.catch(() => {
        if (listed === listing) listed = undefined;
      });
      return listing;
    },
  };
}
