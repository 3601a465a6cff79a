import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBackground } from './background.ts';
import type { Config } from './config/parse-config.ts';
import { createPreviews } from './consent/previews.ts';
import { ownerNotices } from './delivery/owner-notices.ts';
import { knownIntent, ruleDoubts } from './guard/rule-doubts.ts';
import type { FirstKeys } from './identity/first-keys.ts';
import { keepOAuth } from './identity/oauth/keep-oauth.ts';
import { createCatalog } from './intents/catalog.ts';
import type { Tool } from './intents/define-tool.ts';
import { createSafeFetch, type SafeFetchOptions } from './network/create-safe-fetch.ts';
import { openBase, type Base, type BaseOverrides } from './open-base.ts';
import { openDelivery } from './open-delivery.ts';
import { openDoors } from './open-doors.ts';
import { openEngines } from './open-engines.ts';
import { openIdentity, type Identity } from './open-identity.ts';
import { version } from './platform/version.ts';
import { createActiveRuns, type ActiveRuns } from './runs/active-runs.ts';
import { createApprovalDesk } from './runs/approval-desk.ts';
import { createJobDesk } from './runs/job-desk.ts';
import { judgingBy } from './runs/judge-call.ts';
import type { LaneParts } from './runs/lane-parts.ts';
import { createOrchestrator } from './runs/orchestrator.ts';
import { createReadLedger, type ReadLedger } from './runs/read-ledger.ts';
import { startQueued } from './runs/start-queued.ts';
import { writePrivateFile } from './store/files/secret-file.ts';

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
    await work.engines.prepare();
    warnOfRules(base, work);
    return changed;
  };
  const doors = openDoors({ ...base, reload }, { ...identity, ...work });
  warnOfRules(base, work);
  const { fileIn, log } = base;
  const stop = async () => {
    rmSync(fileIn('gateway.json'), { force: true });
    const closed = doors.close();
    await Promise.race([closed, sleep(shortCallsMs, undefined, { ref: false })]);
    await work.endRuns();
    await closed;
    await work.close();
    await base.close();
  };
  let stopped: Promise<void> | undefined;
  return {
    firstKeys: identity.firstKeys,
    notices: () => work.engines.loaded().flatMap((engine) => engine.state().detail ?? []),
    reload,
    async listen() {
      const url = await doors.listen({ host: config.host, port: config.port });
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
  const lanes = lanesIn(base, { active, ledger, wakeDelivery: () => delivery.wake() });
  const safeFetch = createSafeFetch(fetchOptions);
  const engines = await openEngines(base, {
    lanes,
    directory,
    jobs,
    safeFetch,
    extraTools,
    orchestrate: () => orchestrate,
  });
  const catalog = createCatalog(engines.all);
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
    meaning: engines.meaning,
  });
  return {
    active,
    ledger,
    jobs,
    approvalDesk,
    safeFetch,
    engines,
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
      await engines.stop();
      await ledger.stop();
      await safeFetch.stop();
    },
  };
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
