import type { Command } from 'commander';
import { runAction } from '../../shared/action.ts';
import type { CliContext } from '../../shared/context.ts';
import { withConnectOptions, withOwnerOptions, type ConnectOptions } from '../connect.ts';
import { listFlows } from './list-flows.ts';
import { pullFlow, type PullOptions } from './pull-flow.ts';
import { pushFlows, type PushOptions } from './push-flows.ts';
import { reviewFlows, type ReviewOptions } from './review-flows.ts';
import { testFlow, type TestOptions } from './test-flow.ts';

/** `tutti flows …`: the workflows that carry out intents. */
export function addFlowsCommand(program: Command, context: CliContext): void {
  const { terminal } = context;
  const flows = program.command('flows').description('workflows that carry out intents');

  withOwnerOptions(flows.command('list', { isDefault: true }))
    .description('list flows, those too that wait for your review (owner)')
    .action((options: ConnectOptions) =>
      runAction(terminal, options, () => listFlows(context, options)),
    );

  withOwnerOptions(flows.command('review'))
    .description('look at what is new or changed, and say what may be used (owner)')
    .argument('[intents...]', 'flows to look at (default: all that wait)')
    .option('--accept', 'accept what is shown, without asking')
    .option('--effect <effect>', 'with this effect: read, write, outward or destructive')
    .option('--withdraw', 'take the acceptance of the named flows back')
    .action((names: string[], options: ReviewOptions) =>
      runAction(terminal, options, () => reviewFlows(context, names, options)),
    );

  withOwnerOptions(flows.command('push'))
    .description('install workflows in n8n, or bring them up to date (owner)')
    .argument('[flows...]', 'names of those that ship, or .json files (default: all that ship)')
    .option('--provider <name>', 'the n8n that is meant, where there are several')
    .action((names: string[], options: PushOptions) =>
      runAction(terminal, options, () => pushFlows(context, names, options)),
    );

  withOwnerOptions(flows.command('pull'))
    .description('export a workflow of n8n into a file (owner)')
    .argument('<intent>')
    .option('--output <file>', 'where to write it; "-" prints it (default: <intent>.json)')
    .action((intent: string, options: PullOptions) =>
      runAction(terminal, options, () => pullFlow(context, intent, options)),
    );

  withConnectOptions(flows.command('test'))
    .description('call a flow for a preview, and show how long it took')
    .argument('<intent>')
    .argument('[inputs...]', 'inputs: name=value, name:=JSON, name=@file')
    .action((intent: string, assignments: string[], options: TestOptions) =>
      runAction(terminal, options, () => testFlow(context, { intent, assignments, options })),
    );
}
