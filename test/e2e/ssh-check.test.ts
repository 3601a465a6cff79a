import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tutti } from './support/tutti.ts';

vi.setConfig({ testTimeout: 60_000 });

const lines = ['df -h', 'rm /tmp/x', 'echo "a\tb"', String.raw`json:"ls\u200b\n\u202e"`];

describe('tutti ssh check', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ssh-check-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('judges the commands it is given, without a gateway', async () => {
    const { code, out } = await tutti(['ssh', 'check'], { input: `${lines.join('\n')}\n` });
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t').slice(0, 2)),
    ).toEqual([
      ['peek_ok', 'df -h'],
      ['needs_confirm', 'rm /tmp/x'],
      ['peek_ok', String.raw`echo "a\tb"`],
      ['deny', String.raw`json:"ls\u200b\n\u202e"`],
    ]);
  });

  it('reads them from a file', async () => {
    const file = path.join(folder, 'commands');
    writeFileSync(file, 'df -h\u00a0\nuptime');
    const { out } = await tutti(['ssh', 'check', '--file', file]);
    expect(out).toBe(
      'deny\tdf -h\\u00a0\tit has an odd space that a shell does not split at (U+00A0)\n' +
        'peek_ok\tuptime\tonly reads: uptime\n',
    );
  });

  it('says which line or file is at fault', async () => {
    const broken = await tutti(['ssh', 'check'], { input: 'json:"ls\n' });
    expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('json:"ls') as string });
    const missing = await tutti(['ssh', 'check', '--file', path.join(folder, 'none')]);
    expect(missing).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be read') as string,
    });
  });
});
