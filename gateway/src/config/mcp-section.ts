import { Effect } from '#contract';
import { z } from 'zod';
import { resolveWritten } from './data-folder.ts';
import type { Environment } from './parse-environment.ts';
import { wholeNumber } from './whole-number.ts';

/** What `mcp:` in tutti.yaml comes to: every upstream server, how it is reached and what it may do. */
export interface McpConfig {
  /** The longest list of intents that a client is shown as tools of their own. */
  readonly maxTools: number;
  /** What every program needs to start, of the environment of the gateway; nothing else of it is passed on. */
  readonly baseEnv: Readonly<Record<string, string>>;
  readonly servers: Readonly<Record<string, McpServerConfig>>;
}

export interface McpServerConfig {
  readonly way: McpStdioConfig | McpHttpConfig;
  readonly effects: readonly { readonly match: string; readonly effect: Effect }[];
  readonly exposeAs: 'prefixed' | 'bare';
  readonly forward: readonly Forwarded[];
  readonly deadlineMs: number;
  readonly startTimeoutMs: number;
  readonly concurrency: number;
}

export interface McpStdioConfig {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly permissions?: {
    readonly read: readonly string[];
    readonly write: readonly string[];
    readonly net: boolean;
  };
}

export interface McpHttpConfig {
  readonly kind: 'http' | 'sse';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly oauth?: {
    readonly clientId?: string;
    readonly clientSecret?: string;
    readonly clientMetadataUrl?: string;
    readonly scope?: string;
  };
}

type Forwarded = z.infer<typeof Forwarded>;

const isServerName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;
const Forwarded = z.enum(['elicitation', 'sampling', 'roots', 'logging']);
const ToolPattern = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_.:/*-]+$/, 'must be the name of a tool, or a pattern such as "read_*"');
const Texts = z.record(z.string(), z.string());
const PathList = z.array(z.string().min(1)).max(100).default([]);

const Permissions = z.strictObject({
  read: PathList.describe('Files and folders that it may read, beside what programs need to run.'),
  write: PathList.describe('Files and folders that it may read and change.'),
  net: z.boolean().default(false).describe('Whether it may use the network.'),
});

const OAuth = z.strictObject({
  client_id: z.string().min(1).optional().describe('Where the server knows Tutti already.'),
  client_secret: z.string().min(1).optional().describe('Write ${NAME} and set that variable.'),
  client_metadata_url: z
    .string()
    .regex(/^https:\/\//, 'must be an https address')
    .optional()
    .describe('Address of a client metadata document that names this gateway.'),
  scope: z.string().min(1).optional().describe('What is asked for, in the words of the server.'),
});

const Server = z.strictObject({
  command: z.string().min(1).optional().describe('Program of a server on this machine.'),
  args: z.array(z.string()).max(200).default([]).describe('Its arguments.'),
  env: Texts.default({}).describe('Its environment; nothing of that of the gateway is passed on.'),
  cwd: z.string().min(1).optional().describe('Folder to start it in. Default: that of this file.'),
  permissions: Permissions.optional().describe(
    'What it may reach; enforced with bubblewrap where that is installed.',
  ),
  url: z
    .string()
    .regex(/^https?:\/\/[^\s/?#@]+(\/\S*)?$/, 'must be an http or https address')
    .optional()
    .describe('Address of a server elsewhere.'),
  type: z
    .enum(['stdio', 'http', 'streamable-http', 'sse'])
    .optional()
    .describe('How it is spoken to. Default: by command or url; "sse" is the older way over HTTP.'),
  headers: Texts.default({}).describe('Sent with every request, such as Authorization.'),
  oauth: OAuth.optional().describe(
    'Sign-in with OAuth; "tutti mcp list" has the link where the server wants one.',
  ),
  disabled: z.boolean().default(false).describe('Keeps it in the file without using it.'),
  effects: z
    .record(ToolPattern, Effect)
    .default({})
    .describe('Effects of its tools by name or pattern, the first match counts.'),
  expose_as: z
    .enum(['prefixed', 'bare'])
    .default('prefixed')
    .describe('"bare": MCP clients see its tools and prompts under their own names.'),
  forward: z
    .array(Forwarded)
    .default([])
    .describe('Its own requests and messages that are passed on to the client that calls.'),
  deadline_s: wholeNumber(1, 3600).default(120).describe('Seconds that a call may take.'),
  start_timeout_s: wholeNumber(1, 600)
    .default(60)
    .describe('Seconds until it has to answer after its start.'),
  concurrency: wholeNumber(1, 1000)
    .default(32)
    .describe('Calls that it gets at once; more wait in line.'),
});
type Server = z.infer<typeof Server>;

/** The `mcp:` section as it is written. */
export const McpSection = z.strictObject({
  servers: z
    .record(z.string(), Server)
    .default({})
    .superRefine((servers, context) => {
      for (const [name, server] of Object.entries(servers)) {
        const refuse = (message: string) =>
          context.addIssue({ code: 'custom', path: [name], message });
        if (!isServerName.test(name)) refuse('must have a name of letters, digits, "_" and "-"');
        const problem = problemOf(server);
        if (problem !== undefined) refuse(problem);
      }
    })
    .describe('The servers, by name: entries of an "mcpServers" file work as they are.'),
  max_tools: wholeNumber(1, 10_000)
    .default(40)
    .describe(
      'The longest list of intents that MCP clients are shown as tools; of more they are shown the most used, and tools to find and run the rest.',
    ),
});

/** Relative paths count from the folder of the file. */
export function mcpConfigOf(
  { servers, max_tools }: z.infer<typeof McpSection>,
  { env, ...place }: { from: string; home: string; env: Environment },
): McpConfig {
  const used = Object.entries(servers).filter(([, server]) => !server.disabled);
  return {
    maxTools: max_tools,
    baseEnv: baseEnvOf(env),
    servers: Object.fromEntries(used.map(([name, server]) => [name, serverOf(server, place)])),
  };
}

const baseNames = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'SystemRoot', 'ComSpec', 'PATHEXT'];

function baseEnvOf(env: Environment): Record<string, string> {
  return Object.fromEntries(
    baseNames.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function problemOf({ command, url, type, oauth, permissions }: Server): string | undefined {
  if ((command === undefined) === (url === undefined)) return 'must have a command or a url';
  if (command !== undefined && type !== undefined && type !== 'stdio') {
    return `must have a url for the type "${type}"`;
  }
  if (url !== undefined && type === 'stdio') return 'must have a command for the type "stdio"';
  if (command !== undefined && oauth) return 'cannot have oauth without a url';
  if (url !== undefined && permissions) return 'cannot have permissions without a command';
  return undefined;
}

function serverOf(server: Server, place: { from: string; home: string }): McpServerConfig {
  return {
    way: server.url === undefined ? stdioOf(server, place) : httpOf(server, server.url),
    effects: Object.entries(server.effects).map(([match, effect]) => ({ match, effect })),
    exposeAs: server.expose_as,
    forward: [...new Set(server.forward)],
    deadlineMs: server.deadline_s * 1000,
    startTimeoutMs: server.start_timeout_s * 1000,
    concurrency: server.concurrency,
  };
}

function stdioOf(
  { command = '', args, env, cwd, permissions }: Server,
  place: { from: string; home: string },
): McpStdioConfig {
  const resolve = (written: string) => resolveWritten(written, place);
  return {
    kind: 'stdio',
    /* A bare name is looked up in the PATH; anything with a slash is a file. */
    command: command.includes('/') ? resolve(command) : command,
    args,
    env,
    cwd: cwd === undefined ? place.from : resolve(cwd),
    ...(permissions && {
      permissions: {
        read: permissions.read.map(resolve),
        write: permissions.write.map(resolve),
        net: permissions.net,
      },
    }),
  };
}

function httpOf({ type, headers, oauth }: Server, url: string): McpHttpConfig {
  return {
    kind: type === 'sse' ? 'sse' : 'http',
    url,
    headers,
    ...(oauth && {
      oauth: {
        ...(oauth.client_id !== undefined && { clientId: oauth.client_id }),
        ...(oauth.client_secret !== undefined && { clientSecret: oauth.client_secret }),
        ...(oauth.client_metadata_url !== undefined && {
          clientMetadataUrl: oauth.client_metadata_url,
        }),
        ...(oauth.scope !== undefined && { scope: oauth.scope }),
      },
    }),
  };
}
