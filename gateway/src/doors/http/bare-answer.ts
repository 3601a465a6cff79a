import type { ServerResponse } from 'node:http';
import { traceparentOf } from '../../platform/traceparent.ts';
import { notJson } from './handle-error.ts';
import { sendAtTurnsEnd } from './send-at-turns-end.ts';

/** The headers of every answer that is given without the framework. */
export function bareHeaders(traceId: string): string[] {
  return [
    'cache-control',
    'no-store',
    'x-content-type-options',
    'nosniff',
    'traceparent',
    traceparentOf(traceId),
  ];
}

export function sendJson(
  response: ServerResponse,
  { status, headers, body }: { status: number; headers: string[]; body: unknown },
): void {
  headers.push('content-type', 'application/json; charset=utf-8');
  sendAtTurnsEnd(response, { status, headers, text: JSON.stringify(body) });
}

export function refuseOtherTypes(type = ''): void {
  if (type === 'application/json' || /^application\/json\s*(;|$)/i.test(type)) return;
  throw notJson();
}
