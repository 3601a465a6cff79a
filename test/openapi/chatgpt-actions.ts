import path from 'node:path';
import { buildOpenApi } from '../../gateway/src/doors/http/openapi/build-openapi.ts';
import { version } from '../../gateway/src/platform/version.ts';

export const chatgptActionsFile = path.resolve(
  import.meta.dirname,
  '../../examples/chatgpt_actions.json',
);

/** What the kept copy has to say. */
export function chatgptActions(): string {
  const serverUrl = 'https://tutti.example.org';
  return `${JSON.stringify(buildOpenApi({ version, serverUrl, profile: 'chatgpt' }), null, 2)}\n`;
}
