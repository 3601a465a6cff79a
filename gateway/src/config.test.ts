import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

describe('loadConfig', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'config-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads the file that TUTTI_CONFIG names', () => {
    const file = path.join(folder, 'mine.yaml');
    writeFileSync(file, 'port: 8100\ndata_dir: data\n');
    const config = loadConfig({ TUTTI_CONFIG: file });
    expect(config).toMatchObject({
      port: 8100,
      configFile: file,
      dataDir: path.join(folder, 'data'),
    });
  });

  it('says when that file is not there, or not a file, or not text', () => {
    const bytes = path.join(folder, 'bytes.yaml');
    writeFileSync(bytes, Uint8Array.of(0x61, 0xff));
    const missing = path.join(folder, 'missing.yaml');
    expect(() => loadConfig({ TUTTI_CONFIG: missing })).toThrow(
      /named by TUTTI_CONFIG.*cannot be read/,
    );
    expect(() => loadConfig({ TUTTI_CONFIG: folder })).toThrow(/is not a plain file/);
    expect(() => loadConfig({ TUTTI_CONFIG: bytes })).toThrow(/is not UTF-8 text/);
  });
});
