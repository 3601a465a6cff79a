import type { IncomingMessage } from 'node:http';
import { isJsonObject, type JsonObject } from '../../../platform/json.ts';
import { createEventReader } from './event-reader.ts';

/** Where a stream that ended before its answer can be taken up again, if it can. */
export interface BrokenOff {
  readonly lastId: string | undefined;
  readonly afterMs: number;
}

const afterMs = 1000;
const longestEventChars = 32 * 1024 * 1024;

/** Delivers the messages of a stream as they come; undefined once the answer was among them. */
export function followEvents(
  answer: IncomingMessage,
  deliver: (message: JsonObject) => void,
): Promise<BrokenOff | undefined> {
  const { promise, resolve } = Promise.withResolvers<BrokenOff | undefined>();
  const reader = createEventReader(longestEventChars);
  let isAnswered = false;
  answer.setEncoding('utf8');
  answer.on('data', (piece: string) => {
    const events = reader.take(piece);
    if (!events) return void answer.destroy();
    for (const { data, event } of events) {
      if (event !== 'message' || data === '') continue;
      const message = parsed(data);
      if (!isJsonObject(message)) continue;
      deliver(message);
      if ('method' in message) continue;
      isAnswered = true;
      resolve(undefined);
    }
  });
  /* Told by its closing, which follows. */
  answer.on('error', () => {});
  answer.once('close', () => {
    if (isAnswered) return;
    resolve({ lastId: reader.lastId(), afterMs: reader.retryMs() ?? afterMs });
  });
  return promise;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
