import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBackground } from './background.ts';
import type { Config } from './config/parse-config.ts';
import { createPreviews } from './consent/previews.ts';
import { knownIntent, ruleDoubts } from './guard/rule-doubts.ts';
import { openBase, type Base, type BaseOverrides } from './open-base.ts';
import { openDelivery } from './open-delivery.ts';
import { ownerNotices } from './delivery/owner-notices.ts';
import { createFlows } from './flows.ts';
import { createHttpDoor } from './doors/http/http-door.ts';
import { createLazyMcpDoor, type LazyMcpDoor } from './doors/mcp/lazy-mcp-door.ts';
import { createAgentEngine } from './engines/agent/agent-engine.ts';
import type { FirstKeys } from './identity/first-keys.ts';
import { createOwnerAccess } from './identity/owner-access.ts';
import { keepOAuth } from './identity/oauth/keep-oauth.ts';
import { createRateLimiter } from './identity/rate-limit.ts';
import type { Engine } from './intents/engine.ts';
import { createCatalog } from './intents/catalog.ts';
import type { Tool } from './intents/define-tool.ts';
import { createReviewDesk } from './intents/review-desk.ts';
import { createSafeFetch, type SafeFetchOptions } from './network/create-safe-fetch.ts';
import { openIdentity, type Identity } from './open-identity.ts';
import { openSignIn } from './open-sign-in.ts';
import { openUpstreams } from './open-upstreams.ts';
import { version } from './platform/version.ts';
import { createActiveRuns, type ActiveRuns } from './runs/active-runs.ts';
import { createApprovalDesk } from './runs/approval-desk.ts';
import { createArchive } from './runs/archive.ts';
import { createJobDesk } from './runs/job-desk.ts';
import { createJobWatch } from './runs/job-watch.ts';
import { judgingBy } from './runs/judge-call.ts';
import type { LaneParts } from './runs/lane-parts.ts';
import { createOrchestrator } from './runs/orchestrator.ts';
import { createOwnerDesk } from './runs/owner-desk.ts';
import { createPolicyDesk } from './runs/policy-desk.ts';
import { createReadLedger, type ReadLedger } from './runs/read-ledger.ts';
import { readiness } from './runs/readiness.ts';
import { startQueued } from './runs/start-queued.ts';
import { writePrivateFile } from './store/files/secret-file.ts';
import { jobTools } from './tools/jobs/job-tools.ts';
import { createMeaning } from './tools/memory/embeddings/create-meaning.ts';
import type { Meaning } from './tools/memory/embeddings/meaning.ts';
import { createHeardLedger, overheard, type HeardLedger } from './tools/memory/heard-ledger.ts';
import { memoryTools } from './tools/memory/memory-tools.ts';
import { createSshTools } from './tools/ssh/ssh-tools.ts';
import { systemTools } from './tools/system/system-tools.ts';

const leaseMs = 15_000;
/* At a stop, calls that take no longer than this are still answered with their result. */
const shortCallsMs = 2000;

/** The whole gateway, wired and with its runs recovered, not listening yet. */
export interface Gateway {
  listen(): Promise<{ url: string }>;
  /** Ends what goes on, keeps what is known of it, and lets the data folder go. */
  stop(): Promise<void>;
  /** Reads the configuration again; gives the names of the settings that changed. */
  reload(): Promise<readonly string[]>;
  /** Keys made at this start, to be shown once. */
  readonly firstKeys: FirstKeys;
  /** What the engines have to say: what of them fails, and what waits for the owner. */
  notices(): readonly string[];
}

export interface GatewayOverrides extends BaseOverrides {
  /** How addresses that others chose are looked up and trusted. */
  readonly safeFetch?: SafeFetchOptions;
  /** Offered beside our own: tests bring tools whose effects they can count. */
  readonly extraTools?: readonly Tool[];
}

export async function createGateway(
  config: Config,
  overrides: GatewayOverrides = {},
): Promise<Gateway> {
  const base = await openBase(config, overrides);
  const identity = await openIdentity(base);
  const work = await startWork(base, identity, overrides);
  const reload = async () => {
    const changed = await base.reload();
    await work.ssh.prepare();
    await work.flows.engine.prepare();
    await work.upstreams.prepare();
    warnOfRules(base, work);
    return changed;
  };
  const mcpDoor = mcpDoorIn(base, work);
  const door = openHttpDoor({ ...base, reload }, { ...identity, ...work, mcpDoor });
  warnOfRules(base, work);
  const { fileIn, log } = base;
  const stop = async () => {
    rmSync(fileIn('gateway.json'), { force: true });
    const closed = Promise.all([mcpDoor.close(), door.close()]);
    await Promise.race([closed, sleep(shortCallsMs, undefined, { ref: false })]);
    await work.endRuns();
    await closed;
    await work.close();
    await base.close();
  };
  let stopped: Promise<void> | undefined;
  return {
    firstKeys: identity.firstKeys,
    notices: () => work.engines().flatMap((engine) => engine.state().detail ?? []),
    reload,
    async listen() {
      const url = await door.listen({ host: config.host, port: config.port });
      base.listening(url);
      writePrivateFile(fileIn('gateway.json'), JSON.stringify({ url, pid: process.pid, version }));
      log.info({ url, version }, 'listening');
      return { url };
    },
    stop: () => (stopped ??= stop()),
  };
}

type Work = Awaited<ReturnType<typeof startWork>>;

/** Engines and runs: recovers what the last process left, and starts what works on its own. */
async function startWork(
  base: Base,
  { directory }: Identity,
  { extraTools = [], safeFetch: fetchOptions }: GatewayOverrides,
) {
  const { store, now, log, meter, settings } = base;
  const active = createActiveRuns();
  const ledger = createReadLedger(store.runs, log);
  const jobs = createJobDesk({
    store: store.runs,
    active,
    now,
    withdraw: (run) => approvalDesk.withdraw(run),
  });
  const ssh = await openSsh(base);
  const lanes = lanesIn(base, { active, ledger, wakeDelivery: () => delivery.wake() });
  const flows = createFlows({ ...base, lanes, directory, orchestrate: () => orchestrate });
  await flows.engine.prepare();
  const safeFetch = createSafeFetch(fetchOptions);
  const meaning = await createMeaning(settings().memory, { ...base, safeFetch });
  const upstreams = await openUpstreams(base, safeFetch);
  const heard = createHeardLedger(now);
  const engines: readonly (Engine & { isLoaded?: () => boolean })[] = [
    createAgentEngine([
      ...memoryToolsIn(base, { meaning, heard }),
      ...jobTools(jobs),
      ...systemTools({ now }),
      ...ssh.tools,
      ...extraTools,
    ]),
    overheard(flows.engine, heard),
    overheard(upstreams.engine, heard),
  ];
  const catalog = createCatalog(engines);
  const delivery = openDelivery({ ...base, outbox: store.outbox, directory, safeFetch });
  const startApproved = () => startQueued({ ...lanes, catalog, directory });
  const approvalDesk = createApprovalDesk({ ...lanes, startQueued: startApproved });
  const routes = () => settings().routes;
  const orchestrate = createOrchestrator({ ...lanes, catalog, routes, safeFetch, meter });
  /* The lock on the data folder proves that no other process holds a lease. */
  await store.runs.endOtherLeases({ replicaId: lanes.replicaId, now: now() });
  const oauth = keepOAuth({ store: store.oauth, now, log });
  const background = await startBackground({
    runs: store.runs,
    now,
    log,
    limits: () => settings().limits,
    recovery: { ...lanes, catalog, directory },
    approvals: { desk: approvalDesk, startQueued: startApproved },
    delivery,
    meaning,
  });
  return {
    active,
    ledger,
    jobs,
    approvalDesk,
    ssh,
    safeFetch,
    flows,
    upstreams,
    engines: () => engines.filter((engine) => engine.isLoaded?.() !== false),
    catalog,
    orchestrate,
    /** Ends what goes on; those who wait for it are told that it was accepted. */
    async endRuns() {
      /* First: a sweep that waits for the store would hold its own stop up. */
      const ended = active.stopAll('shutdown');
      for (const part of [...background, oauth]) await part.stop();
      await ended;
    },
    async close() {
      await ssh.stop();
      await flows.engine.stop();
      await upstreams.stop();
      await ledger.stop();
      await safeFetch.stop();
    },
  };
}

function memoryToolsIn(
  { store, newId, now, settings }: Base,
  beside: { meaning: Meaning; heard: HeardLedger },
) {
  const resultMaxChars = () => settings().limits.resultMaxChars;
  return memoryTools({ store: store.memories, ...beside, newId, now, resultMaxChars });
}

async function openSsh({ settings, now }: Base) {
  const newMarker = () => randomBytes(12).toString('hex');
  const ssh = createSshTools({ settings: () => settings().ssh, newMarker, now });
  await ssh.prepare();
  return ssh;
}

interface Beside {
  readonly active: ActiveRuns;
  readonly ledger: ReadLedger;
  readonly wakeDelivery: () => void;
}

function lanesIn(base: Base, { active, ledger, wakeDelivery }: Beside): LaneParts {
  const { store, guard, newId, now, log, settings } = base;
  return {
    store: store.runs,
    active,
    ledger,
    previews: previewsIn(base),
    newId,
    now,
    log,
    replicaId: newId('rep'),
    leaseMs,
    maxRunning: () => settings().limits.maxRunning,
    resultMaxChars: () => settings().limits.resultMaxChars,
    onCallback: wakeDelivery,
    ...judgingBy(guard),
    approvals: store.approvals,
    noticesOf: (approval) =>
      ownerNotices(approval, {
        addresses: settings().owner.notify,
        pageUrl: `${base.publicUrl()}/owner/approvals/${approval.id}`,
        newId: () => newId('evt'),
      }),
  };
}

function warnOfRules({ settings, log }: Base, { catalog }: Work): void {
  if (settings().rules.length === 0) return;
  const intents = catalog.list(['*']).map(knownIntent);
  for (const doubt of ruleDoubts(settings().rules, intents)) log.warn({}, doubt);
}

function previewsIn({ store, hashToken, newId, now }: Base) {
  return createPreviews({ store: store.previews, hashToken, randomBytes, newId, now });
}

function ownerAccessIn({ store, hashChallenge, now, log }: Base, { directory }: Identity) {
  const passkeys = store.passkeys;
  return createOwnerAccess({ store: passkeys, directory, hashChallenge, randomBytes, now, log });
}

function mcpDoorIn({ store, log, now, settings, publicUrl }: Base, work: Work) {
  const { catalog, orchestrate, jobs, ledger, upstreams } = work;
  return createLazyMcpDoor({
    catalog,
    orchestrate,
    jobs,
    surface: upstreams.surface,
    archive: createArchive({ store: store.runs, ledger }),
    now,
    newToken: () => randomBytes(16).toString('hex'),
    log,
    version,
    settings: { waitMs: () => 25_000, maxTools: () => settings().mcp.maxTools, publicUrl },
  });
}

function openHttpDoor(base: Base, parts: Identity & Work & { mcpDoor: LazyMcpDoor }) {
  const { store, now, log, meter, settings, guard, reload } = base;
  const { directory, keyRing, catalog, orchestrate, jobs, approvalDesk } = parts;
  const { active, ledger, engines, flows, mcpDoor, upstreams } = parts;
  return createHttpDoor({
    directory,
    rateLimiter: createRateLimiter(now),
    catalog,
    orchestrate,
    jobs,
    jobWatch: createJobWatch({ store: store.runs, active }),
    archive: createArchive({ store: store.runs, ledger }),
    keyRing,
    approvalDesk,
    ownerAccess: ownerAccessIn(base, parts),
    signIn: openSignIn({ ...base, ...parts, store: store.oauth }),
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
    mcp: () => mcpDoor.open(),
    ready: () => readiness({ engines: engines(), storeHealth: () => store.health() }),
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
