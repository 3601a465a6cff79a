import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CliContext } from '../../shared/context.ts';
import { printable, printableJson } from '../../shared/printable.ts';
import { connectAsCaller, type ConnectOptions } from '../connect.ts';
import type { HttpClient } from '../http-client.ts';
import { followJob } from '../follow-job.ts';
import { sendCall, type CallBody } from '../send-call.ts';
import type { AnyAnswer } from '../wire.ts';
import { failureOfAnswer } from './failure-of-answer.ts';
import { readBatches, type Batch } from './read-batches.ts';

export interface ImportOptions extends ConnectOptions {
  readonly format?: string;
  readonly namespace?: string;
  readonly tags?: string;
  readonly speaker?: string;
}

const secondsPerLook = 20;

const Result = z.object({
  imported: z.number(),
  skipped: z.number(),
  problems: z.array(z.object({ line: z.number(), why: z.string() })).default([]),
});

/** Sends a file batch by batch, each under a key of its own: one that was interrupted goes on where it was. */
export async function importFile(
  context: CliContext,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const { terminal } = context;
  const client = await connectAsCaller(context, options);
  const total = { imported: 0, skipped: 0, problems: [] as z.output<typeof Result>['problems'] };
  for await (const batch of readBatches(file)) {
    const { imported, skipped, problems } = await send(client, batch, options);
    total.imported += imported;
    total.skipped += skipped;
    for (const { line, why } of problems) {
      total.problems.push({ line: batch.firstLine + line - 1, why });
    }
  }
  if (total.problems.length > 0) process.exitCode = 1;
  if (options.json === true) {
    terminal.out(printableJson(total));
    return;
  }
  terminal.out(`${total.imported} memories were imported, ${total.skipped} were there already.`);
  for (const { line, why } of total.problems) {
    terminal.note(`${printable(file)}:${line}: ${printable(why)}`);
  }
}

async function send(client: HttpClient, { data }: Batch, options: ImportOptions) {
  const inputs = {
    data,
    ...(options.format !== undefined && { format: options.format }),
    ...(options.namespace !== undefined && { namespace: options.namespace }),
    ...(options.tags !== undefined && { tags: options.tags.split(',') }),
    ...(options.speaker !== undefined && { speaker_id: options.speaker }),
  };
  const idempotency_key = `import-${createHash('sha256').update(JSON.stringify(inputs)).digest('hex')}`;
  const call = { intent: 'memory.import', inputs };
  const first = await sendToEnd(client, { ...call, idempotency_key });
  /* Imported before, and forgotten since: who imports it once more means it. */
  const isForgotten = first.error?.code === 'forgotten';
  const answer = isForgotten ? await sendToEnd(client, { ...call, again: true }) : first;
  if (answer.status === 'success') return Result.parse(answer.result);
  throw failureOfAnswer(answer);
}

/* On a busy machine a batch can take longer than a call waits: then it goes on as a job. */
async function sendToEnd(client: HttpClient, body: CallBody): Promise<AnyAnswer> {
  const answer = await sendCall(client, body, 'orchestrate');
  if (answer.status !== 'accepted' || answer.job_id === undefined) return answer;
  const { signal } = new AbortController();
  const follow = { client, jobId: answer.job_id, waitSeconds: secondsPerLook, signal };
  const job = await followJob({ ...follow, onLook: () => undefined });
  return job.answer ?? answer;
}
