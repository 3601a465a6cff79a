import type { Client } from '@modelcontextprotocol/client';
import { z } from 'zod';
import { asJson } from './connection.ts';
import { offerOf, type ToolOffer } from './tool-offer.ts';

const mostPages = 64;
const mostTools = 5000;

/* Looser than the protocol, so that one tool with a bad schema does not hide the others. */
const ToolsPage = z.looseObject({
  tools: z.array(z.unknown()),
  nextCursor: z.string().optional(),
});

/** All tools that a server offers, in its order, also those that cannot be used. */
export async function listTools(
  client: Client,
  options: { readonly timeoutMs: number },
): Promise<readonly ToolOffer[]> {
  if (!client.getServerCapabilities()?.tools) return [];
  const callable = await callableNames(client, options);
  const offers: ToolOffer[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages && offers.length < mostTools; page += 1) {
    const { tools, nextCursor } = await client.request(
      { method: 'tools/list', params: cursor === undefined ? {} : { cursor } },
      ToolsPage,
      { timeout: options.timeoutMs },
    );
    offers.push(...tools.flatMap((tool) => offersIn(tool, callable)));
    if (nextCursor === undefined || nextCursor === cursor) break;
    cursor = nextCursor;
  }
  return withoutDoubles(offers).slice(0, mostTools);
}

/*
 * In the newer revision over HTTP, some schemas say which inputs go into headers. The client knows them only of
 * tools that it listed itself, and leaves out those that it could not send; undefined: it has nothing against any.
 */
async function callableNames(
  client: Client,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<ReadonlySet<string> | undefined> {
  if (client.getProtocolEra() !== 'modern') return undefined;
  try {
    const { tools } = await client.listTools({}, { cacheMode: 'refresh', timeout: timeoutMs });
    return new Set(tools.map(({ name }) => name));
  } catch {
    return undefined;
  }
}

function offersIn(tool: unknown, callable: ReadonlySet<string> | undefined): ToolOffer[] {
  if (tool === null || typeof tool !== 'object') return [];
  const offer = offerOf(asJson(tool));
  if (!offer) return [];
  if (!callable || callable.has(offer.name) || offer.flaw !== undefined) return [offer];
  return [{ ...offer, flaw: 'it names headers that cannot be sent (x-mcp-header)' }];
}

/* Of two tools with one name, nobody could say which is meant. */
function withoutDoubles(offers: readonly ToolOffer[]): ToolOffer[] {
  const byName = Map.groupBy(offers, ({ name }) => name);
  return [...byName.values()].flatMap(([offer, ...others]) => {
    if (!offer) return [];
    if (others.length === 0) return [offer];
    return [{ ...offer, flaw: `the server lists ${others.length + 1} tools of this name` }];
  });
}
