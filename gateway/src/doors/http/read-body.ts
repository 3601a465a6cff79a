import type { IncomingMessage } from 'node:http';
import { bodyTooLarge } from './handle-error.ts';
import type { HeaderSink } from './request-context.ts';

/** The whole body of a request, up to `maxBytes`; one that is larger is not read to its end. */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  sink: HeaderSink,
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const refuse = (): void => {
    /* What is still under way would be taken for the next request. */
    sink.header('connection', 'close');
    reject(bodyTooLarge(maxBytes));
  };
  if (Number(request.headers['content-length']) > maxBytes) {
    refuse();
    return promise;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    if (bytes > maxBytes) return;
    bytes += chunk.length;
    if (bytes > maxBytes) refuse();
    else chunks.push(chunk);
  });
  request.on('end', () => {
    const [first] = chunks;
    resolve(first && chunks.length === 1 ? first : Buffer.concat(chunks));
  });
  request.on('error', reject);
  return promise;
}
