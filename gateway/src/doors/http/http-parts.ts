import type { Ready } from '#contract';
import type { Directory } from '../../identity/directory.ts';
import type { KeyRing } from '../../identity/key-ring.ts';
import type { OwnerAccess } from '../../identity/owner-access.ts';
import type { RateLimiter } from '../../identity/rate-limit.ts';
import type { Catalog } from '../../intents/catalog.ts';
import type { ReviewDesk } from '../../intents/review-desk.ts';
import type { BroughtBack, SignInOutcome } from '../../intents/upstream-sign-in.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Meter } from '../../platform/meter.ts';
import type { JobDesk } from '../../runs/job-desk.ts';
import type { JobWatch } from '../../runs/job-watch.ts';
import type { Orchestrate } from '../../runs/orchestrator.ts';
import type { OwnerDesk } from '../../runs/owner-desk.ts';
import type { PolicyDesk } from '../../runs/policy-desk.ts';
import type { ApprovalDesk } from '../../runs/approval-desk.ts';
import type { Archive } from '../../runs/archive.ts';
import type { McpService } from './mcp-entry.ts';
import type { FlowDesk } from './owner-flow-routes.ts';
import type { FlowReports } from './flow-routes.ts';
import type { SignInParts } from './oauth/sign-in-parts.ts';

/** What the HTTP door passes requests on to. */
export interface HttpParts {
  readonly directory: Directory;
  readonly rateLimiter: RateLimiter;
  readonly catalog: Catalog;
  readonly orchestrate: Orchestrate;
  readonly jobs: JobDesk;
  readonly jobWatch: JobWatch;
  readonly archive: Archive;
  readonly keyRing: KeyRing;
  readonly ownerDesk: OwnerDesk;
  readonly policyDesk: PolicyDesk;
  readonly approvalDesk: ApprovalDesk;
  readonly ownerAccess: OwnerAccess;
  readonly flowReports: FlowReports;
  readonly signIn: SignInParts;
  /** Undefined where no provider of flows is configured. */
  readonly flowDesk: () => FlowDesk | undefined;
  readonly reviewDesk: ReviewDesk;
  readonly finishUpstreamSignIn: (brought: BroughtBack) => Promise<SignInOutcome>;
  readonly ready: () => Promise<Ready>;
  readonly reload: () => Promise<readonly string[]>;
  readonly mcp: () => Promise<McpService>;
  readonly meter: Meter;
  readonly log: Logger;
  readonly version: string;
  readonly settings: HttpSettings;
}

export interface HttpSettings {
  readonly host: string;
  readonly bodyMaxBytes: number;
  readonly defaultWaitMs: () => number;
  readonly publicUrl: () => string | undefined;
  /** Further addresses under which others in the house reach the gateway. */
  readonly knownAs: () => readonly string[];
}
