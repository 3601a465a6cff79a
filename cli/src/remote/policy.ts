import type { Command } from 'commander';
import { PolicyTest, type IntentInfo, type RuleExplained, type Verdict } from '#contract';
import { runAction } from '../shared/action.ts';
import { CliError } from '../shared/cli-error.ts';
import type { CliContext } from '../shared/context.ts';
import { printable, printableJson } from '../shared/printable.ts';
import type { Format, Paint } from '../shared/terminal.ts';
import { assignedInputs } from './assigned-inputs.ts';
import { checkIntentName } from './check-intent-name.ts';
import {
  connectAsCaller,
  connectAsOwner,
  withOwnerOptions,
  type ConnectOptions,
} from './connect.ts';
import { parseInputsOption } from './read-inputs.ts';
import { schemaOfInputs } from './schema-of-inputs.ts';

interface TestOptions extends ConnectOptions {
  readonly caller?: string;
  readonly inputs?: string;
}

export function addPolicyCommand(program: Command, context: CliContext): void {
  const policy = program.command('policy').description('what the rules say (owner)');

  withOwnerOptions(policy.command('test'))
    .description('explain how a call would be decided on; nothing is run')
    .argument('<intent>', 'name of the intent, such as memory.forget')
    .argument('[inputs...]', 'inputs: name=value, name:=JSON, name=@file')
    .option('--inputs <json>', 'inputs as a JSON object')
    .option('--caller <name>', 'in whose name (default: local-cli)')
    .addHelpText('after', '\nExample:\n  tutti policy test ssh.exec host=prod-1 command="df -h"')
    .action((intent: string, assignments: string[], options: TestOptions) =>
      runAction(context.terminal, options, () => test(context, { intent, assignments, options })),
    );
}

interface TestArguments {
  readonly intent: string;
  readonly assignments: readonly string[];
  readonly options: TestOptions;
}

async function test(
  context: CliContext,
  { intent, assignments, options }: TestArguments,
): Promise<void> {
  const { terminal } = context;
  checkIntentName(intent);
  const inputs = {
    ...(options.inputs !== undefined && parseInputsOption(options.inputs)),
    ...(await assignedInputs(assignments, () => visibleSchema(context, intent, options))),
  };
  const client = await connectAsOwner(context, options);
  const tested = await client.post('/owner/policy/test', PolicyTest.loose(), {
    intent,
    inputs,
    ...(options.caller !== undefined && { caller: options.caller }),
  });
  terminal.out(
    options.json === true ? printableJson(tested) : describePolicyTest(tested, terminal.paintOut),
  );
}

/* The owner key opens no catalog. Where there is no caller to ask as, name=value stays a text. */
async function visibleSchema(
  context: CliContext,
  intent: string,
  options: TestOptions,
): Promise<IntentInfo['inputs']> {
  try {
    return await schemaOfInputs(await connectAsCaller(context, options), intent);
  } catch (error) {
    if (error instanceof CliError) return {};
    throw error;
  }
}

const decisionColours = {
  allow: 'green',
  confirm: 'cyan',
  approve: 'yellow',
  deny: 'red',
} as const satisfies Record<RuleExplained['decide'], Format>;

const verdictWords = {
  matched: 'matched',
  not_matched: 'not matched',
  not_evaluable: 'could not be evaluated',
} as const satisfies Record<Verdict, string>;

/** The decision first, then every rule with what made it match or not. */
export function describePolicyTest(tested: PolicyTest, paint: Paint): string {
  const { intent, engine, caller, effect, decision } = tested;
  return [
    `${paint(['bold', decisionColours[decision.kind]], decision.kind)} by ${sourceOf(tested)}`,
    paint('dim', printable(`${intent} (${engine}), ${effect}, for the caller ${caller}`)),
    ...(tested.in_scope
      ? []
      : [
          paint(
            'yellow',
            printable(
              `! The scopes of ${caller} do not cover ${intent}: for it there is no such intent.`,
            ),
          ),
        ]),
    ...tested.rules.flatMap((rule) => ['', ...describeRule(rule, paint)]),
  ].join('\n');
}

function sourceOf({ decision: { rule, matched } }: PolicyTest): string {
  if (rule.startsWith('default:')) return `default (${printable(rule)}): no rule counts`;
  if (rule.startsWith('intent:')) return 'what the intent asks for: no rule counts';
  const names = matched.map((id) => `"${printable(id)}"`).join(', ');
  return matched.length === 1 ? `the rule ${names}` : `the rules ${names}`;
}

function describeRule(rule: RuleExplained, paint: Paint): string[] {
  const { id, decide, verdict, checks } = rule;
  const telling = checks.filter((check) => rule.counts || check.verdict === verdict);
  return [
    `${paint('bold', printable(id))}  ${paint(decisionColours[decide], decide)}  ${verdictWords[verdict]}${consequence(rule)}`,
    ...telling.map(
      ({ part, verdict, why }) =>
        `  ${printable(part)}: ${printable(why)}${verdict === 'matched' ? '' : paint('dim', ` (${verdictWords[verdict]})`)}`,
    ),
  ];
}

function consequence({ verdict, counts, lifted }: RuleExplained): string {
  if (lifted) return ', answered by an approval that is remembered';
  if (verdict !== 'not_evaluable') return '';
  return counts ? ', which counts as a match' : ', which does not count: it would allow';
}
