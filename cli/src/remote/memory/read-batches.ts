import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { CliError } from '../../shared/cli-error.ts';

export interface Batch {
  readonly data: string;
  /** Where it begins in the file. */
  readonly firstLine: number;
}

/* Well below what a gateway reads of one request, even where every character takes six. */
const batchChars = 50_000;

/** Cuts a file into pieces that each can be imported alone. Only a JSON document is ever held as a whole. */
export async function* readBatches(file: string): AsyncGenerator<Batch> {
  const kind = await kindOf(file);
  if (kind === 'json lines') yield* lineBatches(createInterface({ input: createReadStream(file) }));
  else if (kind === 'markdown') yield* markdownBatches(await readFile(file, 'utf8'));
  else yield* lineBatches(itemsOf(file, await readFile(file, 'utf8')));
}

async function kindOf(file: string): Promise<'json lines' | 'json' | 'markdown'> {
  const begin = await readBeginning(file);
  if (/^\s*\[/.test(begin)) return 'json';
  if (!/^\s*\{/.test(begin)) return 'markdown';
  if (path.extname(file) === '.jsonl') return 'json lines';
  /* A document wraps its list, or goes on after the brace on the next line. */
  return /^\s*\{\s*(?:\n|"(?:results|memories|items)")/.test(begin) ? 'json' : 'json lines';
}

async function readBeginning(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(4096), position: 0 });
    return buffer.toString('utf8', 0, bytesRead);
  } catch (cause) {
    throw new CliError('file_unreadable', `Cannot read ${file}.`, { cause, hint: String(cause) });
  }
}

function itemsOf(file: string, text: string): readonly string[] {
  const value = parsed(file, text);
  const list = Array.isArray(value) ? value : Object.values(value ?? {}).find(Array.isArray);
  return (Array.isArray(list) ? list : [value]).map((item) => JSON.stringify(item));
}

function parsed(file: string, text: string): object | null {
  try {
    return JSON.parse(text) as object | null;
  } catch (cause) {
    throw new CliError('file_unreadable', `${file} is not JSON.`, { cause, hint: String(cause) });
  }
}

async function* lineBatches(
  lines: AsyncIterable<string> | readonly string[],
): AsyncGenerator<Batch> {
  let batch: string[] = [];
  let chars = 0;
  let read = 0;
  for await (const line of lines) {
    if (chars > 0 && chars + line.length > batchChars) {
      yield { data: batch.join('\n'), firstLine: read - batch.length + 1 };
      batch = [];
      chars = 0;
    }
    batch.push(line);
    chars += line.length;
    read += 1;
  }
  if (chars > 0) yield { data: batch.join('\n'), firstLine: read - batch.length + 1 };
}

/** Cuts between paragraphs, and begins each piece with the headings that it stands under. */
function* markdownBatches(text: string): Generator<Batch> {
  let batch: string[] = [];
  let headings: string[] = [];
  let chars = 0;
  let inCode = false;
  let number = 0;
  let firstLine = 1;
  for (const line of text.split('\n')) {
    number += 1;
    if (/^\s*(?:```|~~~)/.test(line)) inCode = !inCode;
    if (chars > batchChars && line.trim() === '' && !inCode) {
      yield { data: batch.join('\n'), firstLine };
      batch = [...headings];
      firstLine = number - headings.length;
      chars = 0;
    }
    const level = inCode ? undefined : /^(#{1,6})\s/.exec(line)?.[1]?.length;
    if (level !== undefined) headings = [...headings.filter((one) => levelOf(one) < level), line];
    batch.push(line);
    chars += line.length + 1;
  }
  if (batch.some((line) => line.trim() !== '')) yield { data: batch.join('\n'), firstLine };
}

function levelOf(heading: string): number {
  return /^#*/.exec(heading)?.[0].length ?? 0;
}
