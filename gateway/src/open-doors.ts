import { randomBytes } from 'node:crypto';
import { createHttpDoor } from './doors/http/http-door.ts';
import type { HttpParts } from './doors/http/http-parts.ts';
import type { Listener } from './doors/http/listener.ts';
import { createLazyMcpDoor, type LazyMcpDoor } from './doors/mcp/lazy-mcp-door.ts';
import { createOwnerAccess } from './identity/owner-access.ts';
import { createRateLimiter } from './identity/rate-limit.ts';
import { createReviewDesk } from './intents/review-desk.ts';
import type { Base } from './open-base.ts';
import type { Engines } from './open-engines.ts';
import type { Identity } from './open-identity.ts';
import { openSignIn } from './open-sign-in.ts';
import type { SafeFetch } from './platform/safe-fetch.ts';
import { version } from './platform/version.ts';
import type { ActiveRuns } from './runs/active-runs.ts';
import { createArchive, type Archive } from './runs/archive.ts';
import { createJobWatch } from './runs/job-watch.ts';
import { createOwnerDesk } from './runs/owner-desk.ts';
import { createPolicyDesk } from './runs/policy-desk.ts';
import type { ReadLedger } from './runs/read-ledger.ts';
import { readiness } from './runs/readiness.ts';

/** What lies behind the doors. */
interface Behind
  extends Identity, Pick<HttpParts, 'catalog' | 'orchestrate' | 'jobs' | 'approvalDesk'> {
  readonly active: ActiveRuns;
  readonly ledger: ReadLedger;
  readonly engines: Engines;
  readonly safeFetch: SafeFetch;
}

/** The ways in: HTTP, and MCP behind it. */
export function openDoors(base: Base, behind: Behind): Listener {
  const archive = createArchive({ store: base.store.runs, ledger: behind.ledger });
  const mcpDoor = openMcpDoor(base, { ...behind, archive });
  const httpDoor = openHttpDoor(base, { ...behind, archive, mcpDoor });
  return {
    listen: (place) => httpDoor.listen(place),
    async close() {
      await Promise.all([mcpDoor.close(), httpDoor.close()]);
    },
  };
}

function openMcpDoor(
  { log, now, settings, publicUrl }: Base,
  { catalog, orchestrate, jobs, engines, archive }: Behind & { archive: Archive },
): LazyMcpDoor {
  return createLazyMcpDoor({
    catalog,
    orchestrate,
    jobs,
    surface: engines.upstreams.surface,
    archive,
    now,
    newToken: () => randomBytes(16).toString('hex'),
    log,
    version,
    settings: { waitMs: () => 25_000, maxTools: () => settings().mcp.maxTools, publicUrl },
  });
}

function openHttpDoor(
  base: Base,
  behind: Behind & { archive: Archive; mcpDoor: LazyMcpDoor },
): Listener {
  const { store, now, log, meter, settings, guard, reload } = base;
  const { directory, keyRing, catalog, orchestrate, jobs, approvalDesk, archive } = behind;
  const { flows, upstreams, loaded } = behind.engines;
  return createHttpDoor({
    directory,
    rateLimiter: createRateLimiter(now),
    catalog,
    orchestrate,
    jobs,
    jobWatch: createJobWatch({ store: store.runs, active: behind.active }),
    archive,
    keyRing,
    approvalDesk,
    ownerAccess: createOwnerAccess({ ...base, store: store.passkeys, directory, randomBytes }),
    signIn: openSignIn({ ...base, ...behind, store: store.oauth }),
    finishUpstreamSignIn: upstreams.finishSignIn,
    reviewDesk: createReviewDesk({
      engines: [upstreams.reviewed, flows.engine.reviewed],
      store: store.reviews,
      now,
    }),
    policyDesk: createPolicyDesk({
      catalog,
      directory,
      guard,
      approvals: store.approvals,
      routes: () => settings().routes,
      now,
    }),
    flowReports: flows.reports,
    flowDesk: flows.engine.desk,
    ownerDesk: createOwnerDesk({ store: store.runs, newId: base.newId, now }),
    mcp: () => behind.mcpDoor.open(),
    ready: () => readiness({ engines: loaded(), storeHealth: () => store.health() }),
    reload,
    meter,
    log,
    version,
    settings: {
      host: settings().host,
      bodyMaxBytes: settings().limits.bodyMaxBytes,
      defaultWaitMs: () => settings().limits.waitS * 1000,
      publicUrl: () => settings().publicUrl,
      knownAs: () =>
        Object.values(settings().flows.providers).flatMap(({ callbackUrl }) => callbackUrl ?? []),
    },
  });
}
