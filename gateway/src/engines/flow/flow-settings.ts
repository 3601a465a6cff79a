import type { Effect, Repeat } from '#contract';

/** What the owner configured: where workflows run, and the intents that they carry out. */
export interface FlowSettings {
  readonly providers: Readonly<Record<string, ProviderSettings>>;
  readonly intents: Readonly<Record<string, FlowIntentSettings>>;
}

export interface ProviderSettings {
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
  /** Calls that it is given at once. */
  readonly concurrency: number;
  /** Workflows with this tag are looked for. */
  readonly tag: string;
}

export interface FlowIntentSettings {
  readonly provider: string;
  readonly path?: string;
  /** Activepieces: the id of the flow. */
  readonly flow?: string;
  /** Activepieces: false starts the flow and does not wait for its answer. */
  readonly wait?: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly effect?: Effect;
  readonly decide?: 'confirm' | 'approve';
  readonly repeat?: Repeat;
  readonly resource?: string;
  readonly deadlineMs?: number;
  readonly dryRun?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly calls?: readonly string[];
}
