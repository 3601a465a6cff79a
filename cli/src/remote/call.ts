import type { Command } from 'commander';
import { maxWaitSeconds, Mode } from '#contract';
import { runAction } from '../shared/action.ts';
import { CliError } from '../shared/cli-error.ts';
import type { CliContext } from '../shared/context.ts';
import { printableJson } from '../shared/printable.ts';
import { assignedInputs, readText } from './assigned-inputs.ts';
import { checkIntentName } from './check-intent-name.ts';
import type { CallLine } from './confirm-command.ts';
import { connectAsCaller, withConnectOptions, type ConnectOptions } from './connect.ts';
import { followToEnd } from './follow-to-end.ts';
import { parseInputsOption } from './read-inputs.ts';
import { sendCall, type CallBody } from './send-call.ts';
import { showAnswer } from './show-answer.ts';
import { schemaOfInputs } from './schema-of-inputs.ts';
import type { AnyAnswer } from './wire.ts';

interface CallOptions extends ConnectOptions {
  readonly inputs?: string;
  readonly mode?: string;
  readonly dryRun?: boolean;
  readonly confirm?: boolean;
  readonly confirmToken?: string;
  readonly key?: string;
  readonly again?: boolean;
  readonly wait?: string;
  readonly callback?: string;
  readonly query?: boolean;
  readonly follow: boolean;
}

export function addCallCommand(program: Command, context: CliContext): void {
  withConnectOptions(program.command('call'))
    .description('run an intent')
    .argument('<intent>', 'name of the intent, such as memory.search')
    .argument('[inputs...]', 'inputs: name=value, name:=JSON, name=@file')
    .option('--inputs <json>', 'inputs as a JSON object; - reads it from the standard input')
    .option('--mode <engine>', `engine that does the work: ${Mode.options.join(', ')}`)
    .option('--dry-run', 'only preview what would happen')
    .option('--confirm-token <token>', 'go on with the preview that gave this token')
    .option('--confirm', 'go on with the preview of the same call that was shown before')
    .option(
      '--key <idempotency key>',
      'do it once under this key; later calls give the same answer',
    )
    .option('--again', 'run anew although the same was just done')
    .option(
      '--wait <seconds>',
      `how long to wait before a job is handed out (0 to ${maxWaitSeconds})`,
    )
    .option('--callback <url>', 'where the finished job is posted')
    .option('--query', 'ask by POST /query, which never changes anything')
    .option('--no-follow', 'do not wait for a job')
    .addHelpText(
      'after',
      `
Examples:
  tutti call memory.write text="The spare key is with Ada" tags=home,keys
  tutti call memory.search query="spare key" k=3
  tutti call system.wait ms=20000 --no-follow`,
    )
    .action((intent: string, assignments: string[], options: CallOptions) =>
      runAction(context.terminal, options, () => call(context, { intent, assignments, options })),
    );
}

interface CallArguments {
  readonly intent: string;
  readonly assignments: readonly string[];
  readonly options: CallOptions;
}

async function call(context: CliContext, given: CallArguments): Promise<void> {
  const { intent, assignments, options } = given;
  checkIntentName(intent);
  const client = await connectAsCaller(context, options);
  const inputsText = options.inputs === '-' ? readText('-') : options.inputs;
  const inputs = {
    ...(inputsText !== undefined && parseInputsOption(inputsText)),
    ...(await assignedInputs(assignments, () => schemaOfInputs(client, intent))),
  };
  const body = callBody(intent, inputs, options);
  const answer = await sendCall(client, body, options.query === true ? 'query' : 'orchestrate');
  const line = callLine(given, inputsText);
  if (answer.status === 'accepted' && answer.job_id !== undefined && options.follow) {
    await followToEnd(context, { client, jobId: answer.job_id, json: options.json, line });
  } else report(context, answer, { json: options.json, line });
}

function report(
  { terminal }: CliContext,
  answer: AnyAnswer,
  { json, line }: { json: boolean | undefined; line: CallLine },
): void {
  if (answer.status === 'error') process.exitCode = 1;
  if (json === true) terminal.out(printableJson(answer));
  else showAnswer(terminal, answer, line);
}

function callBody(intent: string, inputs: Record<string, unknown>, options: CallOptions): CallBody {
  return {
    intent,
    inputs,
    ...(options.mode !== undefined && { mode: options.mode }),
    ...(options.dryRun === true && { dry_run: true }),
    ...(options.confirm === true && { confirm_dangerous: true }),
    ...(options.confirmToken !== undefined && { confirm_token: options.confirmToken }),
    ...(options.key !== undefined && { idempotency_key: options.key }),
    ...(options.again === true && { again: true }),
    ...(options.callback !== undefined && { callback_url: options.callback }),
    ...(options.wait !== undefined && { wait_s: seconds(options.wait) }),
  };
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= maxWaitSeconds) return value;
  throw new CliError('invalid_wait', `--wait takes 0 to ${maxWaitSeconds} seconds, not "${text}".`);
}

function callLine(
  { intent, assignments, options }: CallArguments,
  inputs: string | undefined,
): CallLine {
  return {
    intent,
    assignments,
    ...(inputs !== undefined && { inputs }),
    ...(options.mode !== undefined && { mode: options.mode }),
    ...(options.key !== undefined && { key: options.key }),
    ...(options.url !== undefined && { url: options.url }),
  };
}
