import { isIP } from 'node:net';
import type { Logger } from '../../platform/logger.ts';
import type { SafeFetch } from '../../platform/safe-fetch.ts';
import { readClientMetadata } from './client-metadata.ts';
import { createExpiringMap } from './expiring-map.ts';

const timeoutMs = 5000;
const documentMaxBytes = 16_384;
/* A client must not lose its sign-in because its document cannot be had for an hour. */
const staleMs = 7 * 24 * 60 * 60_000;
const mostDocuments = 200;
/* oidc-provider asks twice for a client that it cannot find. */
const failureMs = 5000;

interface DocumentParts {
  readonly safeFetch: SafeFetch;
  /** Hosts with private addresses that the owner lets documents come from. */
  readonly privateHosts: () => readonly string[];
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Fetches what a client publishes (its document, its keys), for oidc-provider. The address came from whoever
 * asked, so it is called as one that somebody else chose: public addresses only, no redirect, bounded, in time.
 */
export function createDocumentFetch(parts: DocumentParts): (url: string) => Promise<Response> {
  const latest = createExpiringMap<string>({ most: mostDocuments, now: parts.now });
  const failed = createExpiringMap<true>({ most: mostDocuments, now: parts.now });
  return async (url) => {
    const body = failed.get(url) ? undefined : await fetchText(url, parts);
    if (body === undefined) failed.set(url, true, failureMs);
    else latest.set(url, body, staleMs);
    const text = body ?? latest.get(url);
    if (text === undefined) return new Response(null, { status: 502 });
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  };
}

async function fetchText(
  url: string,
  { safeFetch, privateHosts, log }: DocumentParts,
): Promise<string | undefined> {
  try {
    const { hostname } = new URL(url);
    const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
    const { status, body } = await safeFetch.get({
      url,
      /* By its name a host leads to public addresses only; an address must be one of the owner's list. */
      allowed: isAddress ? privateHosts() : [...privateHosts(), hostname],
      headers: { accept: 'application/json' },
      timeoutMs,
      maxResponseBytes: documentMaxBytes,
    });
    if (status !== 200) throw new Error(`It was answered with ${status}`);
    return reduced(url, JSON.parse(body));
  } catch (error) {
    log.warn({ err: error, url }, 'what a client publishes could not be read');
    return undefined;
  }
}

/* Of a document only what counts here goes on; a set of keys goes on as it is. */
function reduced(url: string, value: unknown): string {
  if (value === null || typeof value !== 'object' || !('client_id' in value))
    return JSON.stringify(value);
  if (value.client_id !== url) throw new Error('Its client_id is not its own address');
  const metadata = readClientMetadata(url, value);
  if ('error' in metadata) throw new Error(metadata.error_description);
  return JSON.stringify(metadata);
}
