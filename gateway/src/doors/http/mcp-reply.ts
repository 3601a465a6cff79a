import type { ServerResponse } from 'node:http';
import { sendAtTurnsEnd } from './send-at-turns-end.ts';

/** How a call over MCP is answered: as JSON, or as a stream where something is said before the answer. */
export interface McpReply {
  tell(message: object): void;
  answer(message: object, status: number): void;
}

/* What stands between would take a silent stream for a dead one. */
const keepAliveMs = 15_000;

/* A class, because each call makes one: the methods of a literal would be made anew with it. */
class FirstWordDecides implements McpReply {
  readonly #response: ServerResponse;
  readonly #headers: readonly string[];
  #keepAlive: NodeJS.Timeout | undefined;
  #isAnswered = false;

  constructor(response: ServerResponse, headers: readonly string[]) {
    this.#response = response;
    this.#headers = headers;
  }

  tell(message: object): void {
    if (this.#isOver()) return;
    this.#stream();
    this.#response.write(eventOf(message));
  }

  answer(message: object, status: number): void {
    if (this.#isOver()) return;
    this.#isAnswered = true;
    if (this.#keepAlive) {
      clearInterval(this.#keepAlive);
      this.#response.end(eventOf(message));
      return;
    }
    sendAtTurnsEnd(this.#response, {
      status,
      headers: [...this.#headers, 'content-type', 'application/json'],
      text: JSON.stringify(message),
    });
  }

  #isOver(): boolean {
    return this.#isAnswered || this.#response.destroyed || this.#response.writableEnded;
  }

  #stream(): void {
    if (this.#keepAlive) return;
    const response = this.#response;
    const type = ['content-type', 'text/event-stream', 'x-accel-buffering', 'no'];
    response.writeHead(200, [...this.#headers, ...type]);
    const keepAlive = setInterval(() => void response.write(': keep-alive\n\n'), keepAliveMs);
    this.#keepAlive = keepAlive.unref();
    response.once('close', () => clearInterval(keepAlive));
  }
}

/** Decides with the first word: a plain answer is cheaper than a stream, and nearly always enough. */
export function createMcpReply(response: ServerResponse, headers: readonly string[]): McpReply {
  return new FirstWordDecides(response, headers);
}

function eventOf(message: object): string {
  return `event: message\ndata: ${JSON.stringify(message)}\n\n`;
}
