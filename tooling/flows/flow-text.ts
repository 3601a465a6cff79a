import type { FlowSource } from './frame.ts';

/** A workflow as its file in `flows/n8n` holds it. */
export function flowText(flow: FlowSource): string {
  return `${JSON.stringify(flow.build(), undefined, 2)}\n`;
}
