import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockDataFolder } from './data-folder-lock.ts';
import { makeTempFolder } from './testing/open-two.ts';

describe('the lock of a data folder', () => {
  let folder: string;
  beforeEach(() => (folder = makeTempFolder()));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is held by one at a time', () => {
    const lock = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow(`Another Tutti uses the data folder "${folder}"`);
    lock.release();
    lock.release();
    lockDataFolder(folder).release();
  });

  it('makes the folder for its owner alone', () => {
    const inner = path.join(folder, 'deep', 'data');
    lockDataFolder(inner).release();
    expect(statSync(inner).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(inner, 'tutti.lock')).mode & 0o777).toBe(0o600);
  });

  it('is kept from other processes, and free once they are killed', async () => {
    const program = `${importing} lockDataFolder(process.argv[1]);
      globalThis.gc(); console.log('held'); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, [...options, '--expose-gc', '-e', program, folder]);
    await once(other.stdout, 'data');
    for (const _attempt of [1, 2]) {
      expect(() => lockDataFolder(folder)).toThrow('Another Tutti');
    }

    other.kill('SIGKILL');
    await once(other, 'exit');
    await vi.waitFor(() => lockDataFolder(folder).release());
  });

  it('is not lost by a second attempt of the same process', async () => {
    const lock = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow('Another Tutti');
    const { status, stdout } = lockInAnotherProcess(folder);
    expect([status, String(stdout)]).toEqual([0, 'refused']);
    lock.release();
  });

  it('says what to do where the folder cannot be made', () => {
    const inAFile = path.join(process.execPath, 'data');
    expect(() => lockDataFolder(inAFile)).toThrow('Cannot use the data folder');
  });
});

const importing = `import { lockDataFolder } from '${new URL('./data-folder-lock.ts', import.meta.url).href}';`;
const options = ['--input-type=module'];

function lockInAnotherProcess(folder: string) {
  const program = `${importing}
    try { lockDataFolder(process.argv[1]); } catch { process.stdout.write('refused'); }`;
  return spawnSync(process.execPath, [...options, '-e', program, folder]);
}
