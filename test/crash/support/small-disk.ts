import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A disk of a few megabytes of our own, in memory. */
export interface SmallDisk {
  readonly dataDir: string;
  /** Leaves no byte free. */
  fill(): void;
  makeRoom(): void;
  remove(): void;
}

/** Undefined where this user may not mount. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-disk-'));
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tutti-small-disk', folder];
  if (spawnSync('mount', options).status !== 0) {
    rmdirSync(folder);
    return undefined;
  }
  const filler = path.join(folder, 'filler');
  const dataDir = path.join(folder, 'data');
  mkdirSync(dataDir);
  return {
    dataDir,
    fill() {
      while (statfsSync(folder).bavail > 0) {
        /* Stops short where the disk is full; nothing of what fits is wasted. */
        try {
          writeFileSync(filler, Buffer.alloc(65_536), { flag: 'a' });
        } catch {
          continue;
        }
      }
    },
    makeRoom: () => rmSync(filler),
    remove() {
      spawnSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}
