import { readFile } from 'node:fs/promises';
import { FlowsPushed, type FlowPush, type PushedFlow } from '#contract';
import { CliError } from '../../shared/cli-error.ts';
import type { CliContext } from '../../shared/context.ts';
import { printable, printableJson } from '../../shared/printable.ts';
import type { Paint } from '../../shared/terminal.ts';
import { connectAsOwner, type ConnectOptions } from '../connect.ts';
import type { HttpClient } from '../http-client.ts';

export interface PushOptions extends ConnectOptions {
  readonly provider?: string;
}

export async function pushFlows(
  context: CliContext,
  names: readonly string[],
  options: PushOptions,
): Promise<void> {
  const { terminal } = context;
  const client = await connectAsOwner(context, options);
  const pushed: FlowsPushed['flows'] = [];
  for (const request of await requestsFor(names)) {
    const provider = options.provider === undefined ? {} : { provider: options.provider };
    pushed.push(...(await push(client, { ...provider, ...request })).flows);
  }
  if (pushed.some(({ outcome, active }) => outcome === 'failed' || !active)) process.exitCode = 1;
  if (options.json === true) return terminal.out(printableJson({ flows: pushed }));
  terminal.out(describePushed(pushed, terminal.paintOut));
}

async function push(client: HttpClient, request: FlowPush): Promise<FlowsPushed> {
  return client.post('/owner/flows/push', FlowsPushed.loose(), request);
}

/* What looks like a file is one; everything else is the name of a workflow that ships. */
async function requestsFor(names: readonly string[]): Promise<readonly FlowPush[]> {
  const files = names.filter((name) => name.endsWith('.json'));
  const shipped = names.filter((name) => !name.endsWith('.json'));
  const own = await Promise.all(
    files.map(async (file) => ({ workflow: await readWorkflow(file) })),
  );
  if (names.length === 0) return [{}];
  return shipped.length === 0 ? own : [{ names: shipped }, ...own];
}

async function readWorkflow(file: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError('file_unreadable', `Cannot read the workflow ${file}: ${why}`, {
      hint: 'Give a file as n8n exports it (Download).',
    });
  }
}

/* n8n refuses what lacks credentials, in many lines; these are told apart from them. */
function problemOf({ problem = '', missing_credentials: missing }: PushedFlow): readonly string[] {
  const lines = problem.split('\n').filter((line) => line.trim() !== '');
  const told =
    missing.length > 0 ? lines.filter((line) => !/credential|^Node |:$/.test(line)) : lines;
  return told.map((line) => `  ${printable(line)}`);
}

/** What happened to each, and the credentials that are still to be chosen. */
export function describePushed(pushed: readonly PushedFlow[], paint: Paint): string {
  const lines = pushed.flatMap((flow) => {
    const isWell = flow.outcome !== 'failed' && flow.active;
    const mark = isWell ? paint('green', '✓') : paint('red', '✗');
    const url = flow.url === undefined ? '' : paint('dim', `  ${printable(flow.url)}`);
    return [
      `${mark} ${paint('bold', printable(flow.intent))}  ${flow.outcome}${flow.active ? ', active' : ', not active'}${url}`,
      ...problemOf(flow),
      ...[...Map.groupBy(flow.missing_credentials, ({ type }) => type)].map(
        ([type, nodes]) =>
          `  ${paint('yellow', '!')} no credential (${printable(type)}) in ${nodes.map(({ node }) => `"${printable(node)}"`).join(', ')}: make one in n8n and push again; or open the workflow, and choose one or switch these nodes off`,
      ),
    ];
  });
  const next = paint(
    'dim',
    'Next: "tutti flows review" accepts them for use, unless tutti.yaml names them.',
  );
  return [...lines, next].join('\n');
}
