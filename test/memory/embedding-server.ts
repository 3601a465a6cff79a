import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SmallModel } from './small-model.ts';

/** How it answers: well, or broken in one of the ways in which servers break. */
export type Manner =
  | 'well'
  | 'hangs'
  | 'fails'
  | 'wrong length'
  | 'not a number'
  | 'no json'
  | 'half';

export interface EmbeddingServer {
  /** What stands in `memory.embeddings.url`. */
  readonly url: string;
  /** Bodies of what was asked, oldest first. */
  readonly asked: { model: string; input: string[] }[];
  behave(manner: Manner): void;
  /** Refuses texts that are longer, as servers do whose model takes few tokens. */
  refuseLongerThan(chars: number): void;
  stop(): Promise<void>;
}

/** `POST /v1/embeddings` as OpenAI has it, over models by their names. */
export async function startEmbeddingServer(
  models: Readonly<Record<string, SmallModel>>,
  { port = 0 }: { port?: number } = {},
): Promise<EmbeddingServer> {
  let manner: Manner = 'well';
  let longest = Infinity;
  const asked: { model: string; input: string[] }[] = [];
  const server: Server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await text(request)) as { model: string; input: string[] };
    asked.push(body);
    if (manner === 'hangs') return;
    const model = models[body.model];
    if (request.url !== '/v1/embeddings' || !model)
      return send(response, 404, { error: 'no such model' });
    if (manner === 'fails') return send(response, 500, { error: 'out of memory' });
    if (body.input.some((input) => input.length > longest))
      return send(response, 400, { error: 'too long' });
    if (manner === 'no json') return void response.end('<html>');
    const data = body.input.map((input, index) => {
      return { object: 'embedding', index, embedding: broken([...model.embed(input)], manner) };
    });
    const answer = JSON.stringify({ object: 'list', model: body.model, data });
    if (manner !== 'half') return void response.end(answer);
    response.write(answer.slice(0, answer.length / 2));
    response.socket?.destroy();
  }
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    behave: (next) => (manner = next),
    refuseLongerThan: (chars) => (longest = chars),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function broken(embedding: number[], manner: Manner): (number | null)[] {
  if (manner === 'wrong length') return embedding.slice(1);
  /* What JSON makes of NaN. */
  if (manner === 'not a number') return [Number.NaN, ...embedding.slice(1)];
  return embedding;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
