import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { Principal } from '../../identity/caller.ts';
import type { HttpParts } from './http-parts.ts';

const heartbeatMs = 15_000;

/** Streams how a job goes as server-sent events, until it ends, the client leaves, or its key is revoked. */
export function sendJobEvents(
  reply: FastifyReply,
  { jobWatch, directory, principal, jobId }: HttpParts & { principal: Principal; jobId: string },
): FastifyReply {
  const gone = new AbortController();
  const signal = AbortSignal.any([gone.signal, directory.sessionSignal(principal)]);
  const stream = new Readable({ read: () => undefined });
  const heartbeat = setInterval(() => stream.push(': still here\n\n'), heartbeatMs);
  const end = () => {
    clearInterval(heartbeat);
    gone.abort();
    stream.push(null);
  };
  signal.addEventListener('abort', end, { once: true });
  stream.on('close', end);

  const follow = async () => {
    for await (const { event, job } of jobWatch(principal.caller, jobId, signal)) {
      if (signal.aborted) return;
      stream.push(`event: ${event}\ndata: ${JSON.stringify(job)}\n\n`);
    }
  };
  follow().then(end, end);
  return reply
    .header('content-type', 'text/event-stream')
    .header('cache-control', 'no-store')
    .send(stream);
}
