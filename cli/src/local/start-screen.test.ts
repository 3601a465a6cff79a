import { describe, expect, it } from 'vitest';
import { startScreen } from './start-screen.ts';

const started = {
  url: 'http://127.0.0.1:8000',
  version: '0.1.0',
  dataDir: '/data',
  keys: {},
  notices: [],
  command: 'tutti',
};
const plain = (_format: unknown, text: string) => text;

describe('startScreen', () => {
  it('shows new keys, and a first call that works with them', () => {
    const keys = { apiKey: 'tutti_a', ownerKey: 'tutti_o' };
    const screen = startScreen({ ...started, keys }, plain);
    expect(screen).toContain('API key    tutti_a');
    expect(screen).toContain('Owner key  tutti_o');
    expect(screen).toContain('"Authorization: Bearer tutti_a"');
  });

  it('says what waits for the owner', () => {
    const notices = ['files: 3 to review ("tutti mcp review files")'];
    expect(startScreen({ ...started, notices }, plain)).toContain('files: 3 to review');
  });

  it('leaves the key to the shell where none was made', () => {
    const screen = startScreen(started, plain);
    expect(screen).not.toContain('New keys');
    expect(screen).toContain('Bearer $TUTTI_API_KEY');
  });
});
