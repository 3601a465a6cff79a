import type { ServerResponse } from 'node:http';
import { sendAtTurnsEnd } from './send-at-turns-end.ts';

/** How a call over MCP is answered: as JSON, or as a stream where something is said before the answer. */
export interface McpReply {
  tell(message: object): void;
  answer(message: object, status: number): void;
}

/* What stands between would take a silent stream for a dead one. */
const keepAliveMs = 15_000;

/** Decides with the first word: a plain answer is cheaper than a stream, and nearly always enough. */
export function createMcpReply(response: ServerResponse, headers: readonly string[]): McpReply {
  let keepAlive: NodeJS.Timeout | undefined;
  let isAnswered = false;
  const isOver = () => isAnswered || response.destroyed || response.writableEnded;
  const stream = () => {
    if (keepAlive) return;
    response.writeHead(200, [
      ...headers,
      'content-type',
      'text/event-stream',
      'x-accel-buffering',
      'no',
    ]);
    keepAlive = setInterval(() => void response.write(': keep-alive\n\n'), keepAliveMs);
    keepAlive.unref();
    response.once('close', () => clearInterval(keepAlive));
  };
  return {
    tell(message) {
      if (isOver()) return;
      stream();
      response.write(eventOf(message));
    },
    answer(message, status) {
      if (isOver()) return;
      isAnswered = true;
      if (keepAlive) {
        clearInterval(keepAlive);
        response.end(eventOf(message));
        return;
      }
      sendAtTurnsEnd(response, {
        status,
        headers: [...headers, 'content-type', 'application/json'],
        text: JSON.stringify(message),
      });
    },
  };
}

function eventOf(message: object): string {
  return `event: message\ndata: ${JSON.stringify(message)}\n\n`;
}
