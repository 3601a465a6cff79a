import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from './node-http.ts';
import type { Socket } from 'node:net';
import { httpStatusOfCode } from '#contract';
import { errorBodyOf, GatewayError } from '../../platform/gateway-error.ts';

/**
 * Answers a connection whose request cannot be read as HTTP, or does not come to its end in time, and ends it.
 * Nothing of such a request is known, so there is no route, no caller, and no trace but a new one.
 */
export function createUnreadableHandler(newTraceId: () => string) {
  return function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
    if (socket.writable && error.code !== 'ECONNRESET' && !isAnswering(socket)) {
      socket.write(responseTo(error.code, newTraceId()));
    }
    socket.destroy();
  };
}

/*
 * Where an earlier request was read to its end and its answer is still to come, what is written now would be
 * taken for that answer: its sender would believe that what goes on was refused. Node keeps the answer that is
 * due under this name.
 */
function isAnswering(socket: Socket & { readonly _httpMessage?: ServerResponse | null }): boolean {
  const due = socket._httpMessage;
  return due ? due.headersSent || due.req.complete : false;
}

function responseTo(code: string | undefined, traceId: string): string {
  const error = errorBodyOf(refusalFor(code));
  const status = httpStatusOfCode[error.code];
  const body = JSON.stringify({ error, trace_id: traceId });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

function refusalFor(code: string | undefined): GatewayError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new GatewayError('headers_too_large', 'The address and the headers are too long.', {
        hint: 'Send what is long in the body, as JSON.',
      });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new GatewayError('request_timeout', 'The request did not come to its end in time.', {
        hint: 'Nothing was done. Send it again, all at once.',
        retryable: true,
      });
    default:
      return new GatewayError('invalid_request', 'This is not a request in HTTP.', {
        hint: 'Use an HTTP client: GET /docs shows every call.',
      });
  }
}
