import { existsSync } from 'node:fs';
import { open, readFile, rename, truncate } from 'node:fs/promises';
import path from 'node:path';
import type { HeadStore, KeptHead } from '../../audit/head-store.ts';

export interface HeadFiles {
  readonly folder: string;
  /** A second place for the newest head, such as another disk. */
  readonly copy?: string | undefined;
}

/** Heads in files: the newest in `audit-head.json`, those of before in `audit-heads.jsonl`. */
export function createFileHeadStore({ folder, copy }: HeadFiles): HeadStore {
  const newest = path.join(folder, 'audit-head.json');
  const history = path.join(folder, 'audit-heads.jsonl');
  return {
    async readHeads() {
      const files = copy === undefined ? [newest, history] : [newest, history, copy];
      return (await Promise.all(files.map(readHeadFile))).flat();
    },
    async replaceHead(line) {
      await replaceFile(newest, `${line}\n`);
      if (copy !== undefined) await replaceFile(copy, `${line}\n`);
    },
    async appendHead(line) {
      await dropHalfALine(history);
      await appendSynced(history, `${line}\n`);
    },
  };
}

/** The heads in one file, one a line; none where there is no file. */
export async function readHeadFile(file: string): Promise<readonly KeptHead[]> {
  if (!existsSync(file)) return [];
  return wholeLines(await readFile(file, 'utf8')).map((line, index) => ({
    line,
    place: `${path.basename(file)}, line ${index + 1}`,
  }));
}

/* A power cut may leave half a line at the end; a line counts from its newline on. */
function wholeLines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

async function dropHalfALine(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const bytes = await readFile(file);
  const length = bytes.lastIndexOf('\n') + 1;
  if (length < bytes.length) await truncate(file, length);
}

async function appendSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
