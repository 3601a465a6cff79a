import type { LookupFunction } from 'node:net';
import type { Agent, Dispatcher } from 'undici';
import type {
  AllowedHosts,
  SafeFetch,
  SafeGet,
  SafeResponse,
  UrlVerdict,
} from '../platform/safe-fetch.ts';
import type { Stoppable } from '../platform/lifecycle.ts';
import { createGuardedLookup, lookupPublic, systemLookup } from './guarded-lookup.ts';
import type { LookupAddresses } from './guarded-lookup.ts';
import { refusal } from './refusal.ts';
import { urlVerdict } from './url-verdict.ts';

export interface SafeFetchOptions {
  readonly lookup?: LookupAddresses;
  /** How long `check` waits for a name server. */
  readonly lookupTimeoutMs?: number;
  /** The only authorities to trust, as PEM, in place of those that Node ships. */
  readonly ca?: readonly string[];
}

/**
 * Sends only where the list of allowed hosts and the address itself permit. One pool serves every
 * list: a connection to a name is always to a public address, one to an address is to that address.
 */
export function createSafeFetch(options: SafeFetchOptions = {}): SafeFetch & Stoppable {
  const { lookup = systemLookup, lookupTimeoutMs = 5000, ca } = options;
  const trust = ca && { ca: [...ca] };
  let guarded: Promise<Agent> | undefined;
  let unguarded: Promise<Agent> | undefined;
  const exchange = async (request: SafeGet, body?: string): Promise<SafeResponse> => {
    if (request.allowed === 'anywhere') {
      unguarded ??= openAgent({ ...trust });
      return send({ ...request, body }, new URL(request.url), await unguarded);
    }
    const verdict = urlVerdict(request.url, request.allowed);
    if (verdict.kind === 'refused') throw refusal(verdict.reason, { retryable: false });
    guarded ??= openAgent({ ...trust, lookup: createGuardedLookup(lookup) });
    return send({ ...request, body }, verdict.url, await guarded);
  };
  return {
    check: (url, allowed) => check({ url, allowed }, { lookup, lookupTimeoutMs }),
    post: (request) => exchange(request, request.body),
    get: (request) => exchange(request),
    async stop() {
      await (await guarded)?.destroy();
      await (await unguarded)?.destroy();
    },
  };
}

/* Loaded for the first request only: it takes 20 MB, and many gateways never send one. */
async function openAgent(connect: { lookup?: LookupFunction; ca?: string[] }): Promise<Agent> {
  const undici = await import('undici');
  return new undici.Agent({ allowH2: false, connect: { ...connect, timeout: 10_000 } });
}

async function check(
  { url: text, allowed }: { url: string; allowed: AllowedHosts },
  { lookup, lookupTimeoutMs }: Required<Pick<SafeFetchOptions, 'lookup' | 'lookupTimeoutMs'>>,
): Promise<UrlVerdict> {
  const verdict = urlVerdict(text, allowed);
  if (verdict.kind === 'refused') return refused(verdict.reason);
  if (verdict.kind === 'address') return { kind: 'allowed' };
  const { hostname } = verdict.url;
  const isPublic = await lookupPublic(hostname, withTimeout(lookup, lookupTimeoutMs)).then(
    () => true,
    () => false,
  );
  return isPublic ? { kind: 'allowed' } : refused(`${hostname} has no public address`);
}

function refused(reason: string): UrlVerdict {
  return { kind: 'refused', code: 'callback_refused', reason: `${reason}.` };
}

function withTimeout(lookup: LookupAddresses, timeoutMs: number): LookupAddresses {
  return (hostname) => {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('The name server did not answer')), timeoutMs);
    return Promise.race([lookup(hostname), promise]).finally(() => clearTimeout(timer));
  };
}

async function send(
  request: SafeGet & { readonly body?: string | undefined },
  url: URL,
  agent: Agent,
): Promise<SafeResponse> {
  const { origin, pathname, search } = url;
  const response = await agent.request({
    origin,
    path: `${pathname}${search}`,
    method: request.body === undefined ? 'GET' : 'POST',
    headers: { ...request.headers },
    ...(request.body !== undefined && { body: request.body }),
    signal: AbortSignal.timeout(request.timeoutMs),
  });
  return {
    status: response.statusCode,
    body: await readAtMost(response.body, request.maxResponseBytes),
  };
}

/* The status is the answer: a body that breaks off or never ends takes nothing away from it. */
async function readAtMost(
  body: Dispatcher.ResponseData['body'],
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= maxBytes) break;
    }
  } catch {
    // What came until now is kept.
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
}
