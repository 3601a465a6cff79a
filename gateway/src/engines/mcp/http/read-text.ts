import type { IncomingMessage } from 'node:http';

const longestBytes = 32 * 1024 * 1024;

/** The whole body of an answer; rejects where it is too long, or does not come to its end. */
export function readText(answer: IncomingMessage): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > longestBytes)
      answer.destroy(new Error('the server sent an answer that is too long'));
    else chunks.push(chunk);
  });
  answer.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  answer.once('error', reject);
  answer.once('close', () => reject(new Error('the server sent half of an answer')));
  return promise;
}
