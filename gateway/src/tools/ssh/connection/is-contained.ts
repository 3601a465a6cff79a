import type { Client } from 'ssh2';
import type { ResolvedHost } from '../inventory/resolve-host.ts';

/* What deploy/ssh/tutti-contained answers in place of running it. */
const question = 'tutti-contained?';
const answer = 'tutti-contained 1';

/** Whether a login that is said to be able to read only stands behind the wrapper that keeps it to that. */
export function isContained(
  client: Client,
  { peekOnly }: ResolvedHost,
  timeoutMs: number,
): Promise<boolean> {
  if (!peekOnly) return Promise.resolve(false);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, timeoutMs, false);
  client.exec(question, (error, channel) => {
    if (error) return resolve(false);
    let said = '';
    channel.stderr.resume();
    channel
      .on('data', (data: Buffer) => {
        if (said.length < 100) said += data.toString('latin1');
      })
      .on('close', () => resolve(said.trim() === answer))
      .end();
  });
  return promise.finally(() => clearTimeout(timer));
}
