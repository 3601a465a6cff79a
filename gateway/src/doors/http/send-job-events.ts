import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { Principal } from '../../identity/caller.ts';
import type { HttpParts } from './http-parts.ts';

const heartbeatMs = 15_000;
/* A client that does not read misses progress, instead of filling the memory. */
const unreadBytes = 65_536;

interface EventsOf {
  readonly principal: Principal;
  readonly jobId: string;
  /** Aborted when the gateway stops. */
  readonly closing: AbortSignal;
}

/** Streams how a job goes as server-sent events, until it ends, the client leaves, its key is revoked, or the gateway stops. */
export function sendJobEvents(
  reply: FastifyReply,
  { jobWatch, directory, principal, jobId, closing }: HttpParts & EventsOf,
): FastifyReply {
  const gone = new AbortController();
  const signal = AbortSignal.any([gone.signal, closing, directory.sessionSignal(principal)]);
  const stream = new Readable({ read: () => undefined });
  const heartbeat = setInterval(() => stream.push(': still here\n\n'), heartbeatMs);
  const end = () => {
    clearInterval(heartbeat);
    gone.abort();
    stream.push(null);
  };
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  stream.on('close', end);

  const follow = async () => {
    for await (const { event, job } of jobWatch(principal.caller, jobId, signal)) {
      if (signal.aborted) return;
      if (event === 'progress' && stream.readableLength > unreadBytes) continue;
      stream.push(`event: ${event}\ndata: ${JSON.stringify(job)}\n\n`);
    }
  };
  follow().then(end, end);
  return reply
    .header('content-type', 'text/event-stream')
    .header('cache-control', 'no-store')
    .send(stream);
}
