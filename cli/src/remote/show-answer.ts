import { CappedResult, type Receipt } from '#contract';
import { z } from 'zod';
import { printable } from '../shared/printable.ts';
import type { Paint, Terminal } from '../shared/terminal.ts';
import { callCommand, type CallLine } from './confirm-command.ts';
import { showValue } from './show-value.ts';
import type { AnyAnswer, AnyJob } from './wire.ts';

/** Prints an answer for a person: its result as output, all about it as notes. */
export function showAnswer(terminal: Terminal, answer: AnyAnswer, line?: CallLine): void {
  switch (answer.status) {
    case 'success':
      showResult(terminal, answer);
      return;
    case 'preview':
      showPreview(terminal, answer, line);
      return;
    case 'accepted':
      terminal.note(
        `${terminal.paintNote('yellow', '…')} ${answer.intent} is running as job ${answer.job_id ?? ''}`,
      );
      showHowToLook(terminal, answer.job_id ?? '');
      return;
    case 'needs_approval':
      terminal.note(
        `${terminal.paintNote('yellow', '!')} ${answer.intent} waits for the owner. It then runs by itself, as job ${answer.job_id ?? ''}`,
      );
      if (answer.approval !== undefined)
        terminal.note(terminal.paintNote('dim', `  tutti approve ${answer.approval.id}`));
      return;
    case 'error':
      terminal.note(describeError(answer, terminal.paintNote));
      return;
    default:
      answer.status satisfies never;
  }
}

/** Prints a job: how it stands, and its answer once there is one. */
export function showJob(terminal: Terminal, job: AnyJob): void {
  const { paintNote } = terminal;
  const progress = progressText(job);
  terminal.note(
    [paintStatus(job.status, paintNote), job.intent, job.job_id, job.created_at, progress]
      .filter((part) => part !== '')
      .join('  '),
  );
  if (job.answer !== undefined) showAnswer(terminal, job.answer);
}

export function showHowToLook(terminal: Terminal, jobId: string): void {
  terminal.note(
    terminal.paintNote('dim', `  tutti jobs get ${jobId} --follow    tutti jobs cancel ${jobId}`),
  );
}

export function progressText({ progress }: AnyJob): string {
  const percent =
    progress?.fraction === undefined ? [] : [`${Math.floor(progress.fraction * 100)} %`];
  const message = progress?.message === undefined ? [] : [printable(progress.message)];
  return [...percent, ...message].join(' ');
}

type ShownStatus = AnyJob['status'] | Receipt['status'];

const statusColours = {
  success: 'green',
  preview: 'yellow',
  queued: 'yellow',
  running: 'yellow',
  needs_approval: 'yellow',
  error: 'red',
  denied: 'red',
  expired: 'red',
  unknown: 'magenta',
  cancelled: 'dim',
} as const satisfies Record<ShownStatus, string>;

export function paintStatus(status: ShownStatus, paint: Paint): string {
  return paint(statusColours[status], status);
}

function showResult(terminal: Terminal, answer: AnyAnswer): void {
  const { paintNote, paintOut } = terminal;
  const about = [
    answer.intent,
    ...(answer.replayed === true ? ['replayed'] : []),
    `${Math.round(answer.duration_ms)} ms`,
    ...(answer.receipt_id === undefined ? [] : [answer.receipt_id]),
  ];
  terminal.note(`${paintNote('green', '✓')} ${paintNote('dim', about.join('  '))}`);
  const capped = CappedResult.safeParse(answer.result);
  if (capped.success) showCapped(terminal, capped.data);
  else if (answer.result !== undefined) terminal.out(showValue(answer.result, paintOut));
  if (answer.replayed === true && answer.next !== undefined) {
    terminal.note(paintNote('dim', printable(answer.next.say)));
  }
}

function showCapped(terminal: Terminal, { head, handle, total_chars }: CappedResult): void {
  terminal.out(printable(head));
  terminal.note(
    terminal.paintNote(
      'dim',
      `… the first ${head.length} of ${total_chars} characters; the rest: GET /results/${handle}`,
    ),
  );
}

const PreviewResult = z.looseObject({
  note: z.string(),
  dry_run: z.unknown().optional(),
  would: z.unknown().optional(),
});

function showPreview(terminal: Terminal, answer: AnyAnswer, line: CallLine | undefined): void {
  const { paintOut, paintNote } = terminal;
  const parsed = PreviewResult.safeParse(answer.result);
  terminal.note(
    `${paintNote('yellow', '◇')} ${answer.intent}  ${paintNote('yellow', 'preview: nothing was done')}`,
  );
  if (parsed.success) {
    const { note, dry_run: _, would, ...inline } = parsed.data;
    terminal.out(printable(note));
    const shown = would ?? (Object.keys(inline).length > 0 ? inline : undefined);
    if (shown !== undefined) terminal.out(showValue(shown, paintOut));
  } else terminal.out(showValue(answer.result, paintOut));
  if (line !== undefined) terminal.note(`\n${howToGoOn(answer, line, paintNote)}`);
}

function howToGoOn(answer: AnyAnswer, line: CallLine, paint: Paint): string {
  if (answer.confirm === undefined) return `To do it:\n  ${callCommand(line)}`;
  const command = callCommand(line, answer.confirm.token);
  return `To do it (until ${answer.confirm.expires_at}):\n  ${paint('bold', command)}`;
}

function describeError({ error, next }: AnyAnswer, paint: Paint): string {
  const { code = '', message = 'The call failed.', hint = '' } = error ?? {};
  const lines = [`${paint('red', '✗')} ${printable(message)} ${paint('dim', `(${code})`)}`];
  const advice = hint === '' ? next?.say : hint;
  if (advice !== undefined && advice !== '') lines.push(`  ${paint('dim', printable(advice))}`);
  return lines.join('\n');
}
