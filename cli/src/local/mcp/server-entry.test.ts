import { describe, expect, it } from 'vitest';
import { entriesOf, pinned, serverName } from './server-entry.ts';

describe('a file of servers', () => {
  it.each(['mcpServers', 'servers'])('is read where they stand under %s', (field) => {
    const text = JSON.stringify({
      [field]: {
        'My Files': {
          command: 'npx',
          args: ['-y', 'x@1.0.0'],
          env: { K: '${env:KEY}' },
          disabled: false,
        },
        remote: { serverUrl: 'https://x.example/mcp', headers: { A: 'Bearer ${TOKEN}' } },
      },
    });
    expect(entriesOf(text, 'mcp.json')).toEqual({
      'My-Files': { command: 'npx', args: ['-y', 'x@1.0.0'], env: { K: '${KEY}' } },
      remote: { url: 'https://x.example/mcp', headers: { A: 'Bearer ${TOKEN}' } },
    });
  });

  it('is refused where there are none, or it is no JSON', () => {
    expect(() => entriesOf('{}', 'a.json')).toThrow('There are no servers in a.json.');
    expect(() => entriesOf('no', 'a.json')).toThrow('a.json is not JSON.');
  });

  it('leaves what is pinned as it is, and what is not started by npx', async () => {
    const pin = { command: 'npx', args: ['-y', '@scope/name@1.2.3', './docs'] };
    expect(await pinned(pin)).toEqual(pin);
    expect(await pinned({ command: 'node', args: ['server.js'] })).toEqual({
      command: 'node',
      args: ['server.js'],
    });
  });

  it('gives names that a server may have', () => {
    expect(serverName('GitHub (work)')).toBe('GitHub-work');
    expect(serverName('…')).toBe('server');
  });
});
