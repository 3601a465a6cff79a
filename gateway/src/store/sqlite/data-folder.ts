import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { GatewayError } from '../../platform/gateway-error.ts';

/**
 * Makes sure that the file exists, readable by its owner alone, and that its name survives a power cut.
 * SQLite gives its own files beside it the same mode.
 */
export function preparePrivateFile(file: string): void {
  try {
    prepareFolder(path.dirname(path.resolve(file)));
    createFile(file);
    chmodSync(file, 0o600);
    syncFolder(path.dirname(path.resolve(file)));
  } catch (cause) {
    throw new GatewayError('storage_unavailable', `Cannot use the data folder for "${file}".`, {
      hint: 'Make the folder writable for the user that runs Tutti, or name another one in TUTTI_DATA_DIR.',
      cause,
    });
  }
}

/*
 * A file that exists is not opened: closing it again would drop every lock that this process
 * holds on it (https://sqlite.org/howtocorrupt.html, 2.2).
 */
function createFile(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
}

/* A folder that was there before keeps its mode: it may be shared for a reason. */
function prepareFolder(folder: string): void {
  const firstMade = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (firstMade === undefined) return;
  for (let made = folder; made !== path.dirname(firstMade); made = path.dirname(made)) {
    syncFolder(path.dirname(made));
  }
}

/* Windows cannot open folders, and keeps names safe by itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
