/** Writes flows/n8n/*.json and flows/template.json anew, from tooling/flows. Run through `npx -c 'node tooling/write-flows.ts'`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FlowSource } from './flows/frame.ts';
import { flowText } from './flows/flow-text.ts';
import { myFlow } from './flows/my-flow.ts';
import { SHIPPED_FLOWS } from './flows/shipped-flows.ts';

const root = path.resolve(import.meta.dirname, '..');
for (const flow of SHIPPED_FLOWS) write(`flows/n8n/${flow.declaration.intent}.json`, flow);
write('flows/template.json', myFlow);

function write(file: string, flow: FlowSource): void {
  writeFileSync(path.join(root, file), flowText(flow));
  console.log(file);
}
