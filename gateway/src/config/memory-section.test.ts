import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { parseConfig } from './parse-config.ts';

const parsed = (memory: string) =>
  parseConfig({
    text: `memory: {embeddings: ${memory}}`,
    file: '/etc/tutti/tutti.yaml',
    env: { TUTTI_DATA_DIR: '/data', KEY: 'sk-1' },
  }).memory.embeddings;

describe('memory.embeddings', () => {
  it('is a server that speaks the embeddings of OpenAI', () => {
    const yaml = '{url: "http://127.0.0.1:11434/v1", model: nomic-embed-text, api_key: "${KEY}"}';
    expect(parsed(yaml)).toEqual({
      kind: 'remote',
      url: 'http://127.0.0.1:11434/v1',
      model: 'nomic-embed-text',
      apiKey: 'sk-1',
      queryTimeoutMs: 120,
      timeoutMs: 30_000,
      indexBytes: 512 * 1_048_576,
    });
  });

  it('is a model that runs in the gateway, kept beside the data', () => {
    const local = parsed('{local: Xenova/all-MiniLM-L6-v2, offline: true}');
    expect(local).toMatchObject({ kind: 'local', cacheDir: '/data/models', offline: true });
    expect(parsed('{local: a/b, cache_dir: ./models}')).toMatchObject({
      cacheDir: '/etc/tutti/models',
    });
  });

  it.each(['{url: "ftp://x", model: m}', '{url: "http://x/v1"}', '{local: no-owner}', '{}'])(
    'is not %s',
    (yaml) => expect(() => parsed(yaml)).toThrow(ConfigError),
  );
});
