import { Effect, IntentName, Repeat } from '#contract';
import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

/** What `flows:` in tutti.yaml comes to: where workflows run, and the intents that they carry out. */
export interface FlowsConfig {
  readonly providers: Readonly<Record<string, FlowProviderConfig>>;
  readonly intents: Readonly<Record<string, FlowIntentConfig>>;
}

export interface FlowProviderConfig {
  readonly type: 'n8n' | 'activepieces' | 'webhook';
  /** Without a slash at its end. */
  readonly url: string;
  readonly apiKey?: string;
  /** Signs each call, for webhooks that check a JWT. */
  readonly webhookSecret?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the provider reaches this gateway. */
  readonly callbackUrl?: string;
  /** Where a person opens its pages. */
  readonly linkUrl?: string;
  readonly concurrency: number;
  /** Workflows with this tag are looked for. */
  readonly tag: string;
}

/** As it is written, in the names and units of the program. */
export type FlowIntentConfig = Defined<
  Omit<z.infer<typeof FlowIntent>, 'deadline_s' | 'dry_run'> & {
    deadlineMs?: number;
    dryRun?: boolean;
  }
>;

type Defined<Value> = { readonly [Key in keyof Value]: Exclude<Value[Key], undefined> };

const ProviderName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;
const longestDeadlineS = 7 * 24 * 60 * 60;

const HttpUrl = z
  .string()
  .regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/, 'must look like "http://127.0.0.1:5678"');
const Secret = z.string().min(1).max(4000);

const Provider = z.strictObject({
  type: z.enum(['n8n', 'activepieces', 'webhook']).describe('What runs the workflows.'),
  url: HttpUrl.describe('Its address, such as http://127.0.0.1:5678.'),
  api_key: Secret.optional().describe(
    'Key of its API (n8n: Settings, n8n API). With it, workflows are found, installed and followed.',
  ),
  webhook_secret: z
    .string()
    .min(32, 'must have at least 32 characters')
    .max(1000)
    .optional()
    .describe('Signs every call with a short JWT (HS256), which a webhook of n8n can check.'),
  headers: z
    .record(
      z.string().regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header'),
      z.string().regex(/^[\t\u0020-\u007e]*$/, 'must be plain text'),
    )
    .default({})
    .describe('Sent with every call, for a proxy in front of it.'),
  callback_url: HttpUrl.optional().describe(
    'Where it reaches this gateway, such as http://172.17.0.1:8000 from a container.',
  ),
  link_url: HttpUrl.optional().describe('Where you open its pages. Default: url.'),
  concurrency: wholeNumber(1, 1000)
    .default(16)
    .describe('Calls that it is given at once; more wait for their turn.'),
  tag: z.string().min(1).max(24).default('tutti').describe('Workflows with this tag are found.'),
});

const JsonSchema = z
  .looseObject({ type: z.literal('object', 'must be "object"') })
  .describe('JSON Schema, of type "object".');

const FlowIntent = z.strictObject({
  provider: z.string().describe('Name of one of the providers.'),
  path: z
    .string()
    .regex(/^\/[^\s?#]*$/, 'must begin with "/"')
    .optional()
    .describe('Path of its webhook. n8n: /webhook/gmail-triage for gmail.triage.'),
  flow: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be the id of a flow')
    .optional()
    .describe('Activepieces: the id of the flow.'),
  wait: z
    .boolean()
    .optional()
    .describe('Activepieces: false starts the flow and has it call back. Default: true.'),
  title: z.string().min(1).max(100).optional(),
  description: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('What it does, for people and models.'),
  effect: Effect.optional().describe('The greatest effect of a call. Default: destructive.'),
  decide: z
    .enum(['confirm', 'approve'])
    .optional()
    .describe('Asks for more than the default of its effect.'),
  repeat: Repeat.optional().describe(
    'safe: it may run again after an unknown outcome. Default: never, and safe for reads.',
  ),
  resource: z.string().min(1).max(100).optional().describe('What a run changes.'),
  deadline_s: wholeNumber(1, longestDeadlineS)
    .optional()
    .describe('Seconds until a run counts as lost. Default: 600.'),
  dry_run: z
    .boolean()
    .optional()
    .describe('true: it can be called for a preview, and then changes nothing.'),
  inputs: JsonSchema.optional(),
  outputs: z.record(z.string(), z.unknown()).optional().describe('JSON Schema of the result.'),
  calls: z
    .array(IntentName)
    .max(50)
    .optional()
    .describe(
      'Intents that it may call, in the name of its caller. It is decided by the strictest of them.',
    ),
});

/** The `flows:` section as it is written. */
export const FlowsSection = z
  .strictObject({
    providers: z
      .record(z.string().regex(ProviderName, 'must be letters, digits, "_" and "-"'), Provider)
      .default({})
      .describe('Where workflows run, by the name that intents use.'),
    intents: z
      .record(IntentName, FlowIntent)
      .default({})
      .describe('Intents that workflows carry out, by name.'),
  })
  .superRefine(({ providers, intents }, context) => {
    for (const [name, intent] of Object.entries(intents)) {
      const refuse = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['intents', name, field], message });
      const provider = Object.hasOwn(providers, intent.provider)
        ? providers[intent.provider]
        : undefined;
      if (!provider) {
        refuse('provider', `must be one of: ${Object.keys(providers).join(', ') || '(none yet)'}`);
        continue;
      }
      if (provider.type !== 'activepieces') {
        for (const field of ['flow', 'wait'] as const) {
          if (intent[field] !== undefined) refuse(field, 'is for providers of type activepieces');
        }
      } else if (intent.flow === undefined && intent.path === undefined) {
        refuse('flow', 'must be the id of the flow in Activepieces');
      }
    }
  });

export function flowsConfigOf({ providers, intents }: z.infer<typeof FlowsSection>): FlowsConfig {
  return {
    providers: mapValues(providers, providerOf),
    intents: mapValues(intents, intentOf),
  };
}

function providerOf(provider: z.infer<typeof Provider>): FlowProviderConfig {
  const { type, url, api_key, webhook_secret, headers, callback_url, link_url } = provider;
  return {
    type,
    url: withoutSlash(url),
    /* One spelling, so that none is sent twice. */
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    concurrency: provider.concurrency,
    tag: provider.tag,
    ...(api_key !== undefined && { apiKey: api_key }),
    ...(webhook_secret !== undefined && { webhookSecret: webhook_secret }),
    ...(callback_url !== undefined && { callbackUrl: withoutSlash(callback_url) }),
    ...(link_url !== undefined && { linkUrl: withoutSlash(link_url) }),
  };
}

function intentOf(intent: z.infer<typeof FlowIntent>): FlowIntentConfig {
  const { deadline_s, dry_run, ...rest } = intent;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as unknown as Omit<FlowIntentConfig, 'deadlineMs' | 'dryRun'>),
    ...(deadline_s !== undefined && { deadlineMs: deadline_s * 1000 }),
    ...(dry_run !== undefined && { dryRun: dry_run }),
  };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
