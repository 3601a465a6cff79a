import type { Effect } from '#contract';

/** What `mcp:` in tutti.yaml comes to. */
export interface McpSettings {
  /** What every program needs to start; nothing else of our environment is passed on. */
  readonly baseEnv: Readonly<Record<string, string>>;
  readonly servers: Readonly<Record<string, ServerSettings>>;
}

/** One upstream server: how it is reached, and what it may do. */
export interface ServerSettings {
  readonly way: StdioWay | HttpWay;
  /** Effects of its tools by name or pattern; the first match counts. */
  readonly effects: readonly EffectPattern[];
  readonly exposeAs: 'prefixed' | 'bare';
  /** Its own requests and messages that are passed on to the client that made the call. */
  readonly forward: readonly Forwarded[];
  /** A call that takes longer is ended. */
  readonly deadlineMs: number;
  /** Until it has to be started and answering. */
  readonly startTimeoutMs: number;
  /** Calls under way at once; the others wait in line. */
  readonly concurrency: number;
}

export interface EffectPattern {
  readonly match: string;
  readonly effect: Effect;
}

export type Forwarded = 'elicitation' | 'sampling' | 'roots' | 'logging';

export interface StdioWay {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** All of its environment, beside what every program needs to start. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly permissions?: Permissions;
}

/** Absolute paths. */
export interface Permissions {
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly net: boolean;
}

export interface HttpWay {
  readonly kind: 'http' | 'sse';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly oauth?: OAuthSettings;
}

export interface OAuthSettings {
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly clientMetadataUrl?: string;
  readonly scope?: string;
}
