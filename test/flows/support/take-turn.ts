import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../../gateway/src/platform/testing/is-alive.ts';

/** Resolves once no other living process holds this file, with what lets the next one in. */
export async function takeTurn(file: string): Promise<() => Promise<void>> {
  while (!(await isTaken(file))) {
    const holder = await readFile(file, 'utf8').catch(() => '');
    if (holder !== '' && !isAlive(Number(holder))) await rm(file, { force: true });
    else await sleep(500);
  }
  return () => rm(file, { force: true });
}

async function isTaken(file: string): Promise<boolean> {
  return writeFile(file, String(process.pid), { flag: 'wx' }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}
