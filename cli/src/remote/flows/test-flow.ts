import { CliError } from '../../shared/cli-error.ts';
import type { CliContext } from '../../shared/context.ts';
import { printableJson } from '../../shared/printable.ts';
import { assignedInputs } from '../assigned-inputs.ts';
import { checkIntentName } from '../check-intent-name.ts';
import { connectAsCaller, type ConnectOptions } from '../connect.ts';
import { sendCall } from '../send-call.ts';
import { showAnswer } from '../show-answer.ts';
import { AnyIntent } from '../wire.ts';

export type TestOptions = ConnectOptions;

interface TestArguments {
  readonly intent: string;
  readonly assignments: readonly string[];
  readonly options: TestOptions;
}

/** Previews by `POST /query`, which never changes anything; without inputs, with those of its first example. */
export async function testFlow(
  context: CliContext,
  { intent, assignments, options }: TestArguments,
): Promise<void> {
  const { terminal } = context;
  checkIntentName(intent);
  const client = await connectAsCaller(context, options);
  const info = await client.get(`/intents/${intent}`, AnyIntent);
  if (info.engine !== 'flow') {
    throw new CliError('not_a_flow', `${intent} is not carried out by a flow.`, {
      hint: '"tutti flows list" shows those that are.',
    });
  }
  const example = info.examples[0]?.inputs ?? {};
  const given = await assignedInputs(assignments, async () => info.inputs);
  const inputs = assignments.length === 0 ? example : given;
  const answer = await sendCall(client, { intent, inputs }, 'query');
  if (answer.status === 'error') process.exitCode = 1;
  if (options.json === true) return terminal.out(printableJson(answer));
  showAnswer(terminal, answer);
  terminal.note(`${answer.route?.engine ?? 'flow'} answered in ${answer.duration_ms} ms.`);
}
