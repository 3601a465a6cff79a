import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { CappedResult } from '#contract';
import type { CliContext } from '../../shared/context.ts';
import { connectAsCaller, type ConnectOptions } from '../connect.ts';
import { sendCall } from '../send-call.ts';
import type { HttpClient } from '../http-client.ts';
import { failureOfAnswer } from './failure-of-answer.ts';
import { readWholeResult } from './read-whole-result.ts';

export interface ExportOptions extends ConnectOptions {
  readonly namespace?: string;
  readonly tags?: string;
}

const Page = z.object({ items: z.array(z.unknown()), next_cursor: z.string().optional() });

/** Pages through everything and writes it line by line: neither side ever holds more than a page. */
export async function exportToFile(
  context: CliContext,
  file: string | undefined,
  options: ExportOptions,
): Promise<void> {
  const client = await connectAsCaller(context, options);
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const items of pages(client, options)) {
      count += items.length;
      yield items.map((item) => `${JSON.stringify(item)}\n`).join('');
    }
  }
  if (file === undefined) await pipeline(Readable.from(lines()), process.stdout, { end: false });
  else await pipeline(Readable.from(lines()), createWriteStream(file, { mode: 0o600 }));
  const where = file === undefined ? '' : ` to ${file}`;
  context.terminal.note(`${count} memories were written${where}.`);
}

async function* pages(
  client: HttpClient,
  { namespace, tags }: ExportOptions,
): AsyncGenerator<readonly unknown[]> {
  let cursor: string | undefined;
  do {
    const inputs = {
      ...(namespace !== undefined && { namespace }),
      ...(tags !== undefined && { tags: tags.split(',') }),
      ...(cursor !== undefined && { cursor }),
    };
    const page = await readPage(client, inputs);
    cursor = page.next_cursor;
    yield page.items;
  } while (cursor !== undefined);
}

async function readPage(
  client: HttpClient,
  inputs: Readonly<Record<string, unknown>>,
): Promise<z.output<typeof Page>> {
  const answer = await sendCall(client, { intent: 'memory.export', inputs }, 'query');
  if (answer.status !== 'success') throw failureOfAnswer(answer);
  const capped = CappedResult.safeParse(answer.result);
  /* One memory can be longer than an answer may be. */
  const result: unknown = capped.success
    ? JSON.parse(await readWholeResult(client, capped.data.handle))
    : answer.result;
  return Page.parse(result);
}
