import { EngineName, maxWaitSeconds, Scope } from '#contract';
import { z } from 'zod';
import { RuleList } from '../guard/rule-list.ts';
import { FlowsSection } from './flows-section.ts';
import { AuthSection } from './auth-section.ts';
import { McpSection } from './mcp-section.ts';
import { MemorySection } from './memory-section.ts';
import { SshSection } from './ssh-section.ts';
import { wholeNumber } from './whole-number.ts';

export const LogLevel = z.enum(['debug', 'info', 'warn', 'error', 'silent']);
export type LogLevel = z.infer<typeof LogLevel>;

const minBodyBytes = 1024;
const maxBodyBytes = 64 * 1024 * 1024;

const RouteRule = z.strictObject({
  match: Scope.describe('Intent name or pattern, such as "gmail.*".'),
  engine: EngineName.describe('Engine that carries out what matches.'),
});

const Limits = z.strictObject({
  rate_per_minute: wholeNumber(1, 1_000_000)
    .default(6000)
    .describe('Requests that a caller may make in a minute, unless its key says otherwise.'),
  max_running: wholeNumber(1, 100_000)
    .default(4096)
    .describe('Runs under way at once; more are answered "overloaded".'),
  result_max_chars: wholeNumber(1000, 1_000_000)
    .default(60_000)
    .describe('A longer result is cut, and its rest is kept behind a handle.'),
  body_max_bytes: wholeNumber(minBodyBytes, maxBodyBytes)
    .default(1_048_576)
    .describe('The largest request that is read.'),
  wait_s: z
    .number()
    .min(0)
    .max(maxWaitSeconds)
    .default(8)
    .describe('Seconds that a call waits for its result before a job is handed out.'),
  receipts_of_reads_days: wholeNumber(1, 3650)
    .default(30)
    .describe('Days that receipts of reads are kept.'),
  runs_days: wholeNumber(1, 3650).default(90).describe('Days that finished runs are kept.'),
});

const HttpUrl = z
  .string()
  .regex(/^https?:\/\/[^\s/?#@]+(\/\S*)?$/, 'must be an http or https address');

const NtfyNotice = z.strictObject({
  type: z.literal('ntfy'),
  url: HttpUrl.describe('Address of the topic, such as https://ntfy.sh/a-name-nobody-guesses.'),
  token: z.string().min(1).optional().describe('Access token of the topic, if it has one.'),
});

const WebhookNotice = z.strictObject({
  type: z.literal('webhook'),
  url: HttpUrl.describe('Where the notice is posted as JSON.'),
  secret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/=]{24,}$/, 'must look like "whsec_…" (Standard Webhooks)')
    .optional()
    .describe('Signs the notice, so that its receiver can tell it from others.'),
});

const Owner = z.strictObject({
  notify: z
    .array(z.discriminatedUnion('type', [NtfyNotice, WebhookNotice]))
    .max(20)
    .default([])
    .describe('Who is told at once when a request waits for the owner.'),
});
export type OwnerNotify = z.infer<typeof Owner>['notify'][number];

const Audit = z.strictObject({
  head_file: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A second file for the signed head of the audit log, best on another disk or machine.',
    ),
});

/** What may stand in tutti.yaml, with every default. */
export const FileConfig = z.strictObject({
  host: z.string().min(1).max(253).default('127.0.0.1').describe('Address to listen on.'),
  port: wholeNumber(0, 65_535).default(8000).describe('Port to listen on; 0 takes a free one.'),
  data_dir: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the database and the local key. Default: the data folder of the user.'),
  public_url: z
    .string()
    .regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/, 'must look like "https://tutti.example.org"')
    .optional()
    .describe('Address under which others reach this gateway, for links in answers.'),
  log_level: LogLevel.default('info').describe('The least that is logged.'),
  owner: Owner.prefault({}).describe('How the owner is reached.'),
  auth: AuthSection.prefault({}).describe('How clients sign in, instead of by a key.'),
  routes: z
    .array(RouteRule)
    .max(1000)
    .default([])
    .describe('Which engine carries out which intents; the first match wins.'),
  rules: RuleList.default([]).describe(
    'What is allowed, confirmed, approved by you or denied; where several rules match, the strictest wins.',
  ),
  ssh: SshSection.prefault({}).describe('The hosts that ssh.exec and ssh.exec.peek reach.'),
  flows: FlowsSection.prefault({}).describe(
    'Workflows that carry out intents: n8n, Activepieces, or any webhook.',
  ),
  mcp: McpSection.prefault({}).describe('Upstream MCP servers, whose tools become intents.'),
  memory: MemorySection.prefault({}).describe('How memories are searched.'),
  audit: Audit.prefault({}).describe('The log of what was done, and by which rule.'),
  limits: Limits.prefault({}).describe('What protects the gateway from too much at once.'),
});
export type FileConfig = z.infer<typeof FileConfig>;

const keysOfEnvironment = new Map([
  ['api_key', 'TUTTI_API_KEY'],
  ['owner_key', 'TUTTI_OWNER_KEY'],
]);

/** Why a field that people may well write is refused, or undefined where it is simply not known. */
export function reasonToRefuse(field: string): string | undefined {
  const variable = keysOfEnvironment.get(field);
  if (variable === undefined) return undefined;
  return `keys do not belong into a file: take out "${field}" and set the environment variable ${variable}`;
}
