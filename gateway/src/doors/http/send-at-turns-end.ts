import type { ServerResponse } from 'node:http';
/* By import, since what stands in for the global one in tests may never come. */
import { setImmediate } from 'node:timers';

interface WholeAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly text: string;
}

/**
 * Sends an answer when all requests that this turn of the event loop found have been worked on. The first answer wakes
 * the process at the other end, which is the dearest step of a small request; those behind it find it awake.
 */
export function sendAtTurnsEnd(
  response: ServerResponse,
  { status, headers, text }: WholeAnswer,
): void {
  response.statusCode = status;
  setImmediate(() => {
    response.writeHead(status, [...headers, 'content-length', String(Buffer.byteLength(text))]);
    response.end(text);
  });
}
