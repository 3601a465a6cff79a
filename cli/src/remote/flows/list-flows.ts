import { Flows, type FlowInfo } from '#contract';
import type { CliContext } from '../../shared/context.ts';
import { printable, printableJson } from '../../shared/printable.ts';
import { table } from '../../shared/table.ts';
import type { Format, Paint } from '../../shared/terminal.ts';
import { connectAsOwner, type ConnectOptions } from '../connect.ts';

export async function listFlows(context: CliContext, options: ConnectOptions): Promise<void> {
  const { terminal } = context;
  const client = await connectAsOwner(context, options);
  const found = await client.get('/owner/flows', Flows.loose());
  if (options.json === true) return terminal.out(printableJson(found));
  terminal.out(describeFlows(found, terminal.paintOut));
}

const colours = {
  configured: 'green',
  accepted: 'green',
  new: 'yellow',
  changed: 'yellow',
  gone: 'dim',
  unusable: 'red',
} as const satisfies Record<FlowInfo['status'], Format>;

/** One line a flow, then what is wrong with a provider, and what to do next. */
function describeFlows({ providers, flows }: Flows, paint: Paint): string {
  if (providers.length === 0) {
    return 'No provider of flows is configured. Write one into tutti.yaml:\n  flows: {providers: {n8n: {type: n8n, url: http://127.0.0.1:5678, api_key: ${N8N_API_KEY}}}}';
  }
  const rows = flows.map((flow) => [
    paint('bold', printable(flow.intent)),
    paint(colours[flow.status], flow.status),
    flow.active === false ? paint('yellow', 'inactive') : '',
    flow.effect ?? '',
    printable(flow.provider),
    printable(flow.problem ?? flow.url ?? ''),
  ]);
  const failing = providers.filter(({ state }) => state === 'failing');
  const waiting = flows.filter(({ status }) => status === 'new' || status === 'changed');
  return [
    ...(rows.length > 0
      ? [table(rows)]
      : ['No flows yet: "tutti flows push" installs those that ship.']),
    ...failing.map(({ name, detail = '' }) =>
      paint('yellow', `! ${printable(name)}: ${printable(detail)}`),
    ),
    ...(waiting.length > 0
      ? [paint('dim', `${waiting.length} wait for you: "tutti flows review" shows them.`)]
      : []),
  ].join('\n');
}
