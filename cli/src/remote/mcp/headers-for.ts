import type { Message } from './json-rpc.ts';

/** What the older revisions agreed on when they began. */
export interface Agreed {
  sessionId?: string;
  protocolVersion?: string;
}

const versionKey = 'io.modelcontextprotocol/protocolVersion';

/** The headers that go with a message: from 2026-07-28 on they repeat what stands in it, before that they name the session. */
export function headersFor(message: Message, agreed: Agreed): Record<string, string> {
  const version = versionIn(message);
  if (version === undefined) {
    return {
      ...(agreed.sessionId !== undefined && { 'mcp-session-id': agreed.sessionId }),
      ...(agreed.protocolVersion !== undefined && {
        'mcp-protocol-version': agreed.protocolVersion,
      }),
    };
  }
  const name = nameIn(message);
  return {
    'mcp-protocol-version': version,
    ...(message.method !== undefined && { 'mcp-method': message.method }),
    ...(name !== undefined && { 'mcp-name': headerText(name) }),
  };
}

/** The revision that a message names itself; `undefined` for those before 2026-07-28. */
export function versionIn({ params }: Message): string | undefined {
  const meta = params?.['_meta'];
  if (typeof meta !== 'object' || meta === null) return undefined;
  const version: unknown = Object.entries(meta).find(([key]) => key === versionKey)?.[1];
  return typeof version === 'string' ? version : undefined;
}

function nameIn({ method = '', params }: Message): string | undefined {
  const field = namedBy.get(method);
  const name = field === undefined ? undefined : params?.[field];
  return typeof name === 'string' ? name : undefined;
}

/* What a request is about, where a header has to say it. */
const namedBy: ReadonlyMap<string, string> = new Map([
  ['tools/call', 'name'],
  ['prompts/get', 'name'],
  ['resources/read', 'uri'],
  ['tasks/get', 'taskId'],
  ['tasks/update', 'taskId'],
  ['tasks/cancel', 'taskId'],
]);

/* What no header can carry as it is, MCP writes like this. */
function headerText(text: string): string {
  const isPlain = /^[!-~](?:[ -~]*[!-~])?$/.test(text) && !text.startsWith('=?base64?');
  return isPlain ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`;
}
