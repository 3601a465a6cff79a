import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';

/** The secret in the file, made and kept there (readable by its owner alone) where there is none yet. */
export function readOrMakeSecret(file: string, make: () => Uint8Array): Uint8Array {
  const kept = readSecret(file);
  if (kept) return kept;
  const secret = make();
  writePrivateFile(file, `${Buffer.from(secret).toString('base64url')}\n`);
  return secret;
}

export function readSecret(file: string): Uint8Array | undefined {
  const text = readTextFile(file);
  return text === undefined ? undefined : Buffer.from(text.trim(), 'base64url');
}

export function readTextFile(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Writes the whole file or nothing of it, mode 0600, on disk before this returns. */
export function writePrivateFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}
