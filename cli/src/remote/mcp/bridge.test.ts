import { describe, expect, it } from 'vitest';
import { createBridge } from './bridge.ts';
import { messageOf, messagesFrom } from './messages-from.ts';
import type { Failure, Message } from './json-rpc.ts';

interface Sent {
  readonly headers: Headers;
  readonly body: Message | undefined;
  readonly signal: AbortSignal | null | undefined;
}

function bridgeTo(answer: (sent: Sent) => Response | Promise<Response>) {
  const said: (Message | Failure)[] = [];
  const sent: Sent[] = [];
  const bridge = createBridge({
    gateway: async () => ({ url: 'http://gateway', key: 'secret' }),
    write: (message) => void said.push(message),
    note: () => undefined,
    fetch: async (_url, { headers, body, signal } = {}) => {
      const one = {
        headers: new Headers(headers),
        body: messageOf(typeof body === 'string' ? body : ''),
        signal,
      };
      sent.push(one);
      return answer(one);
    },
  });
  return { bridge, said, sent };
}

const message = (fields: object) => messageOf(JSON.stringify({ jsonrpc: '2.0', ...fields }));
const modern = { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } };

describe('createBridge', () => {
  it('goes on in the session that the gateway began', async () => {
    const { bridge, said, sent } = bridgeTo(({ body }) => {
      const result = body?.method === 'initialize' ? { protocolVersion: '2025-11-25' } : {};
      return Response.json(
        { jsonrpc: '2.0', id: body?.id, result },
        { headers: { 'mcp-session-id': 's1.x.y' } },
      );
    });
    await bridge.take(message({ id: 1, method: 'initialize', params: {} }));
    await bridge.take(message({ id: 2, method: 'tools/list' }));
    await bridge.end();
    expect(sent[1]?.headers.get('mcp-session-id')).toBe('s1.x.y');
    expect(sent[1]?.headers.get('mcp-protocol-version')).toBe('2025-11-25');
    expect(sent[1]?.headers.get('authorization')).toBe('Bearer secret');
    expect(said.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('repeats in headers what a message of 2026-07-28 says', async () => {
    const { bridge, sent } = bridgeTo(() => new Response(null, { status: 202 }));
    await bridge.take(
      message({ id: 1, method: 'tools/call', params: { name: 'grüß', ...modern } }),
    );
    await bridge.end();
    expect(sent[0]?.headers.get('mcp-method')).toBe('tools/call');
    expect(sent[0]?.headers.get('mcp-name')).toBe('=?base64?Z3LDvMOf?=');
    expect(sent[0]?.headers.get('mcp-protocol-version')).toBe('2026-07-28');
  });

  it('hands on each event of a stream', async () => {
    const events =
      'event: message\ndata: {"jsonrpc":"2.0","method":"a"}\n\n: beat\n\ndata: {"jsonrpc":"2.0","id":1,\ndata: "result":{}}\n\n';
    const { bridge, said } = bridgeTo(
      () => new Response(events, { headers: { 'content-type': 'text/event-stream' } }),
    );
    await bridge.take(message({ id: 1, method: 'tools/call' }));
    await bridge.end();
    expect(said).toEqual([
      { jsonrpc: '2.0', method: 'a' },
      { jsonrpc: '2.0', id: 1, result: {} },
    ]);
  });

  it('leaves the request that a client of 2026-07-28 cancels', async () => {
    const { bridge, said, sent } = bridgeTo(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('left')));
        }),
    );
    await bridge.take(message({ id: 7, method: 'tools/call', params: { name: 'x', ...modern } }));
    await expect.poll(() => sent.length).toBe(1);
    const params = { requestId: 7, ...modern };
    await bridge.take(message({ method: 'notifications/cancelled', params }));
    await bridge.end();
    expect(sent[0]?.signal?.aborted).toBe(true);
    expect(said).toEqual([]);
  });

  it('says in the words of the gateway why it refuses, and what to do where there is none', async () => {
    const refusing = bridgeTo(() =>
      Response.json(
        { error: { message: 'The key is wrong.', hint: 'Make one.' } },
        { status: 401 },
      ),
    );
    await refusing.bridge.take(message({ id: 1, method: 'tools/list' }));
    await refusing.bridge.end();
    expect(refusing.said).toMatchObject([
      { id: 1, error: { message: 'The key is wrong. Make one.' } },
    ]);

    const away = bridgeTo(() => Promise.reject(new TypeError('fetch failed')));
    await away.bridge.take(message({ id: 1, method: 'tools/list' }));
    await away.bridge.end();
    expect(away.said).toMatchObject([
      { id: 1, error: { message: expect.stringMatching(/tutti start/) as string } },
    ]);
  });

  it('answers what is no message', async () => {
    const { bridge, said } = bridgeTo(() => new Response());
    await bridge.take(undefined);
    expect(said).toMatchObject([{ id: null, error: { code: -32_700 } }]);
  });
});

describe('messagesFrom', () => {
  it('puts lines together that come in pieces, characters among them', async () => {
    const bytes = Buffer.from('{"method":"a"}\n\n{"method":"ü"}\nnope\n{"method":"end"}');
    const pieces = async function* pieces() {
      for (const byte of bytes) yield Buffer.from([byte]);
    };
    const methods = [];
    for await (const one of messagesFrom(pieces())) methods.push(one?.method);
    expect(methods).toEqual(['a', 'ü', undefined, 'end']);
  });
});
