import type { Principal } from '../../identity/caller.ts';
import type { Catalog } from '../../intents/catalog.ts';
import type { UpstreamSurface } from '../../intents/upstream-surface.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Archive } from '../../runs/archive.ts';
import type { JobDesk } from '../../runs/job-desk.ts';
import type { Orchestrate } from '../../runs/orchestrator.ts';
import type { CatalogOf } from './caller-catalog.ts';
import type { MostUsed } from './most-used.ts';
import type { OpenCalls } from './open-calls.ts';
import type { Questions } from './questions.ts';
import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import type { RoundTrips } from './round-trips.ts';
import type { CapabilitiesOf } from './session-id.ts';
import type { ToolOf } from './tool-of-intent.ts';

/** What the MCP door passes requests on to. */
export interface McpParts {
  readonly catalog: Catalog;
  readonly orchestrate: Orchestrate;
  readonly jobs: JobDesk;
  readonly archive: Archive;
  readonly now: () => number;
  /** What upstream servers offer beside tools, where there are any. */
  readonly surface?: UpstreamSurface;
  readonly newToken: () => string;
  readonly log: Logger;
  readonly version: string;
  readonly settings: McpSettings;
}

export interface McpSettings {
  /** How long a call is waited for before a job is handed out. */
  readonly waitMs: () => number;
  /** The longest list of intents that a client is shown as tools of their own. */
  readonly maxTools: () => number;
  /** Where people reach this gateway. */
  readonly publicUrl: () => string;
}

/** The same, with what the door itself keeps between requests: only calls that go on, and questions that are open. */
export interface DoorParts extends McpParts {
  readonly catalogOf: CatalogOf;
  readonly toolOf: ToolOf;
  readonly mostUsed: MostUsed;
  readonly capabilitiesOf: CapabilitiesOf;
  readonly openCalls: OpenCalls;
  readonly questions: Questions;
  readonly roundTrips: RoundTrips<CallToolResult | InputRequiredResult>;
  /** The same for what is passed on beside tools. */
  readonly passages: RoundTrips<JsonObject>;
}

/** Who a request is from. */
export interface Guest {
  readonly principal: Principal;
  readonly traceId: string;
  /** Aborted when the client leaves, or loses its key. */
  readonly signal: AbortSignal;
}

/** One HTTP request to `/mcp`, from a known caller. */
export interface McpExchange {
  /** Its signal is aborted when the client leaves, or loses its key. */
  readonly request: Request;
  /** Parsed already; undefined where there is none. */
  readonly body: unknown;
  readonly principal: Principal;
  readonly traceId: string;
}
