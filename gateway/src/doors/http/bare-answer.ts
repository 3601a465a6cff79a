import type { ServerResponse } from 'node:http';
import { notJson } from './handle-error.ts';

/** The headers of every answer that is given without the framework. */
export function bareHeaders(traceId: string): string[] {
  return [
    'cache-control',
    'no-store',
    'x-content-type-options',
    'nosniff',
    'traceparent',
    `00-${traceId}-${traceId.slice(16)}-01`,
  ];
}

export function sendJson(
  response: ServerResponse,
  { status, headers, body }: { status: number; headers: string[]; body: unknown },
): void {
  const text = JSON.stringify(body);
  headers.push('content-type', 'application/json; charset=utf-8');
  headers.push('content-length', String(Buffer.byteLength(text)));
  response.writeHead(status, headers);
  response.end(text);
}

export function refuseOtherTypes(type = ''): void {
  if (type === 'application/json' || /^application\/json\s*(;|$)/i.test(type)) return;
  throw notJson();
}
