import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { StartedGateway } from './start-screen.ts';

/** Writes new keys where only this user can read them, for a start that nobody watches. Gives the file. */
export function keepFirstKeys(dataDir: string, keys: StartedGateway['keys']): string | undefined {
  const lines = [
    ...(keys.apiKey === undefined ? [] : [`TUTTI_API_KEY=${keys.apiKey}`]),
    ...(keys.ownerKey === undefined ? [] : [`TUTTI_OWNER_KEY=${keys.ownerKey}`]),
  ];
  if (lines.length === 0) return undefined;
  const file = path.join(dataDir, 'first-keys.txt');
  // Made anew: an older file could have been left readable for others.
  rmSync(file, { force: true });
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, `${lines.join('\n')}\n`);
  } finally {
    closeSync(handle);
  }
  return file;
}
