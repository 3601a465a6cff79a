import { expect, it } from 'vitest';
import { withHeadersFor } from './headers-for-server.ts';

const way = {
  kind: 'http',
  url: 'https://server.example/mcp',
  headers: { 'X-Key': 'secret', Authorization: 'Bearer mine' },
} as const;

async function headersSentTo(url: string, headers: Record<string, string>) {
  let sent: Record<string, string> = {};
  const fetch = withHeadersFor(way, async (_, init) => {
    sent = Object.fromEntries(new Headers(init?.headers));
    return new Response();
  });
  await fetch(url, { headers });
  return sent;
}

it.each([
  ['https://server.example/mcp', { 'x-key': 'secret', authorization: 'Bearer mine', a: '1' }],
  ['https://server.example/token', { 'x-key': 'secret', authorization: 'Basic client', a: '1' }],
  ['https://issuer.example/mcp', { authorization: 'Basic client', a: '1' }],
  ['http://server.example/mcp', { authorization: 'Basic client', a: '1' }],
])('headers of a server go to its own origin: %s', async (url, expected) => {
  expect(await headersSentTo(url, { a: '1', authorization: 'Basic client' })).toEqual(expected);
});
