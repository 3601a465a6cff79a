import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../crash/support/random.ts';
import { rawRequest, sendRaw } from './raw-request.ts';

const ping = '{"intent":"system.ping"}';

/** Connections that behave badly and are gone again. They expect no answer; the gateway has to bear them. */
export async function behaveBadly(port: number, seed: number): Promise<void> {
  await leaveAfterAsking(port, 200);
  await leaveAmidTheBody(port, 200);
  await closeHalf(port, 100);
  await sendNoise(port, { seed, count: 300 });
  await idle(port, 2000);
}

/** Asks, and resets the connection before the answer can come. */
async function leaveAfterAsking(port: number, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = await open(port);
      socket.write(rawRequest({ body: ping }));
      socket.resetAndDestroy();
    }),
  );
}

async function leaveAmidTheBody(port: number, count: number): Promise<void> {
  const whole = rawRequest({ body: `{"intent":"memory.write","inputs":{"text":"cut off"}}` });
  await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const socket = await open(port);
      socket.write(whole.subarray(0, whole.length - 1 - (n % 40)));
      await sleep(n % 20);
      socket.destroy();
    }),
  );
}

/** Says at once that nothing more will come: the answer is due all the same. */
async function closeHalf(port: number, count: number): Promise<void> {
  const replies = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = await open(port);
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
      socket.end(rawRequest({ body: ping }));
      await closed(socket);
      return text;
    }),
  );
  const answered = replies.filter((text) => text.startsWith('HTTP/1.1 200 ')).length;
  if (answered < count) throw new Error(`${count - answered} of ${count} got no answer`);
}

/** Bytes of chance, half of them after the beginning of a good request. */
async function sendNoise(
  port: number,
  { seed, count }: { seed: number; count: number },
): Promise<void> {
  const random = createRandom(seed);
  const good = rawRequest({ body: ping });
  const noise = (): Buffer => {
    const bytes = Buffer.from(
      Array.from({ length: 1 + Math.floor(random() * 3000) }, () => Math.floor(random() * 256)),
    );
    const start = random() < 0.5 ? good.subarray(0, Math.floor(random() * good.length)) : '';
    return Buffer.concat([Buffer.from(start), bytes, Buffer.from('\r\n\r\n')]);
  };
  await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = await open(port);
      socket.resume().write(noise());
      /* What still waits for more to come has had its time. */
      await Promise.race([closed(socket), sleep(500)]);
      socket.destroy();
    }),
  );
}

/** Opens connections and says nothing; meanwhile others are answered. */
async function idle(port: number, count: number): Promise<void> {
  const sockets = await Promise.all(Array.from({ length: count }, () => open(port)));
  const { text } = await sendRaw(port, rawRequest({ body: ping }));
  await sleep(500);
  for (const socket of sockets) socket.destroy();
  if (!text.startsWith('HTTP/1.1 200 '))
    throw new Error(`beside ${count} idle connections: ${text}`);
}

/* Not `once`: a reset is an end like any other here. */
function closed(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('close', () => resolve());
  return promise;
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  return socket.on('error', () => undefined).on('end', () => socket.end());
}

export interface Slow {
  readonly name: string;
  readonly text: string;
  readonly afterMs: number;
}

/**
 * Sends requests a byte at a time: heads that never end, and bodies that never end. Gives what came back
 * on each connection, and when, once the gateway has hung up on all of them.
 */
export async function dawdle(port: number, count: number): Promise<readonly Slow[]> {
  const head = 'GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ';
  const body = rawRequest({
    headers: ['Content-Type: application/json', 'Content-Length: 100000'],
  });
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      n % 2 === 0 ? drip(port, 'head', head) : drip(port, 'body', body),
    ),
  );
}

async function drip(port: number, name: string, start: string | Buffer): Promise<Slow> {
  const startedAt = performance.now();
  const socket = await open(port);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
  socket.write(start);
  const dripping = setInterval(() => socket.write(' '), 500);
  await closed(socket);
  clearInterval(dripping);
  return { name, text, afterMs: performance.now() - startedAt };
}
