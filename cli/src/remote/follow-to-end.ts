import type { CliContext } from '../shared/context.ts';
import { printableJson, printableLine } from '../shared/printable.ts';
import type { CallLine } from './confirm-command.ts';
import { followJob } from './follow-job.ts';
import type { HttpClient } from './http-client.ts';
import { progressText, showAnswer, showHowToLook, showJob } from './show-answer.ts';
import type { AnyJob } from './wire.ts';

const secondsPerLook = 20;
const secondsPerLookOnTerminal = 1;
const interruptedExitCode = 130;

interface FollowedCall {
  readonly client: HttpClient;
  readonly jobId: string;
  readonly json?: boolean | undefined;
  readonly line?: CallLine;
}

/** Shows a job until it ends, and then its answer. Ctrl-C leaves the job running. */
export async function followToEnd(context: CliContext, followed: FollowedCall): Promise<void> {
  const { terminal } = context;
  const { client, jobId, json } = followed;
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  const startedAt = performance.now();
  try {
    const job = await followJob({
      client,
      jobId,
      waitSeconds: terminal.isNoteTerminal ? secondsPerLookOnTerminal : secondsPerLook,
      onLook: (job) => terminal.status(statusLine(job, performance.now() - startedAt)),
      signal: interrupt.signal,
    });
    showEnd(context, job, followed);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    process.exitCode = interruptedExitCode;
    terminal.note(`Job ${jobId} goes on.`);
    if (json !== true) showHowToLook(terminal, jobId);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

function showEnd({ terminal }: CliContext, job: AnyJob, { json, line }: FollowedCall): void {
  if (
    job.status !== 'success' &&
    job.status !== 'needs_approval' &&
    job.answer?.status !== 'preview'
  ) {
    process.exitCode = 1;
  }
  if (json === true) terminal.out(printableJson(job.answer ?? job));
  else if (job.answer === undefined) showJob(terminal, job);
  else showAnswer(terminal, job.answer, line);
}

function statusLine(job: AnyJob, elapsedMs: number): string {
  const seconds = `${Math.round(elapsedMs / 1000)} s`;
  return printableLine([job.job_id, job.status, progressText(job), seconds].join('  '), 100);
}
