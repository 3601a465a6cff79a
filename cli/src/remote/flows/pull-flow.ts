import { writeFile } from 'node:fs/promises';
import { PulledFlow } from '#contract';
import type { CliContext } from '../../shared/context.ts';
import { printableJson } from '../../shared/printable.ts';
import { connectAsOwner, type ConnectOptions } from '../connect.ts';

export interface PullOptions extends ConnectOptions {
  readonly output?: string;
}

export async function pullFlow(
  context: CliContext,
  intent: string,
  options: PullOptions,
): Promise<void> {
  const { terminal } = context;
  const client = await connectAsOwner(context, options);
  const path = `/owner/flows/${encodeURIComponent(intent)}/workflow`;
  const pulled = await client.get(path, PulledFlow.loose());
  const file = options.output ?? `${intent}.json`;
  if (options.json === true || file === '-') {
    return terminal.out(printableJson(options.json === true ? pulled : pulled.workflow));
  }
  await writeFile(file, `${JSON.stringify(pulled.workflow, null, 2)}\n`);
  terminal.out(`${file} has the workflow of ${intent}, without its credentials' secrets.`);
}
