import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ErrorAnswer } from '#contract';
import { createUnreadableHandler } from './refuse-unreadable.ts';

const refuse = createUnreadableHandler(() => '0af7651916cd43dd8448eb211c80319c');

function connection() {
  let written = '';
  const socket = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  }) as Socket;
  return { socket, written: () => written };
}

const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error('x'), { code });

describe('createUnreadableHandler', () => {
  it.each([
    ['HPE_INVALID_METHOD', '400 Bad Request', 'invalid_request'],
    ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large', 'headers_too_large'],
    ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout', 'request_timeout'],
  ])('answers %s with %s and hangs up', (code, status, error) => {
    const { socket, written } = connection();
    refuse(failure(code), socket);
    expect(written().startsWith(`HTTP/1.1 ${status}\r\n`)).toBe(true);
    const [, body = ''] = written().split('\r\n\r\n');
    expect(ErrorAnswer.parse(JSON.parse(body)).error.code).toBe(error);
    expect(written()).toContain(`content-length: ${Buffer.byteLength(body)}\r\n`);
    expect(socket.destroyed).toBe(true);
  });

  it('says nothing to who is gone', () => {
    const { socket, written } = connection();
    refuse(failure('ECONNRESET'), socket);
    expect(written()).toBe('');
    expect(socket.destroyed).toBe(true);
  });

  it.each([
    [
      'the answer to an earlier request is still to come',
      { headersSent: false, req: { complete: true } },
    ],
    ['the answer has begun', { headersSent: true, req: { complete: false } }],
  ])('writes nothing where %s', (_, due) => {
    const { socket, written } = connection();
    refuse(failure('HPE_INVALID_METHOD'), Object.assign(socket, { _httpMessage: due }));
    expect(written()).toBe('');
    expect(socket.destroyed).toBe(true);
  });

  it('answers where the body of this very request cannot be read', () => {
    const { socket, written } = connection();
    const due = { headersSent: false, req: { complete: false } };
    refuse(failure('HPE_INVALID_CHUNK_SIZE'), Object.assign(socket, { _httpMessage: due }));
    expect(written()).toContain('invalid_request');
  });
});
