/** A whole house on a real SQLite file, without doors: what a door would hand in is handed in here. */
import { createGuard } from '../../gateway/src/guard/guard.ts';
import { compilePolicy } from '../../gateway/src/guard/policy.ts';
import type { Rule } from '../../gateway/src/guard/rule.ts';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OrchestrateRequest, type Answer } from '../../contract/src/index.ts';
import { createPreviews } from '../../gateway/src/consent/previews.ts';
import { createAgentEngine } from '../../gateway/src/engines/agent/agent-engine.ts';
import { createSecretHasher } from '../../gateway/src/identity/api-key.ts';
import type { Caller } from '../../gateway/src/identity/caller.ts';
import { createDirectory } from '../../gateway/src/identity/directory.ts';
import { createKeyRing } from '../../gateway/src/identity/key-ring.ts';
import { createCatalog } from '../../gateway/src/intents/catalog.ts';
import { createSafeFetch } from '../../gateway/src/network/create-safe-fetch.ts';
import { createIds } from '../../gateway/src/platform/ids.ts';
import type { LogFields, Logger } from '../../gateway/src/platform/logger.ts';
import type { Tool } from '../../gateway/src/intents/define-tool.ts';
import { createActiveRuns } from '../../gateway/src/runs/active-runs.ts';
import { createApprovalDesk } from '../../gateway/src/runs/approval-desk.ts';
import { createArchive } from '../../gateway/src/runs/archive.ts';
import { createJobDesk } from '../../gateway/src/runs/job-desk.ts';
import { createJobWatch } from '../../gateway/src/runs/job-watch.ts';
import { judgingBy } from '../../gateway/src/runs/judge-call.ts';
import type { LaneParts } from '../../gateway/src/runs/lane-parts.ts';
import { createOrchestrator } from '../../gateway/src/runs/orchestrator.ts';
import { createOwnerDesk } from '../../gateway/src/runs/owner-desk.ts';
import { createReadLedger } from '../../gateway/src/runs/read-ledger.ts';
import type { RunStore } from '../../gateway/src/runs/run-store.ts';
import { recoverRuns } from '../../gateway/src/runs/recover-runs.ts';
import { startQueued } from '../../gateway/src/runs/start-queued.ts';
import { openSqliteStore } from '../../gateway/src/store/sqlite/open-sqlite-store.ts';
import { createPrometheusMeter } from '../../gateway/src/telemetry/prometheus-meter.ts';
import { jobTools } from '../../gateway/src/tools/jobs/job-tools.ts';
import { createMeaning } from '../../gateway/src/tools/memory/embeddings/create-meaning.ts';
import type { EmbeddingSettings } from '../../gateway/src/tools/memory/embeddings/embedding-settings.ts';
import { createHeardLedger } from '../../gateway/src/tools/memory/heard-ledger.ts';
import { memoryTools } from '../../gateway/src/tools/memory/memory-tools.ts';
import { systemTools } from '../../gateway/src/tools/system/system-tools.ts';
import { worldTools, type World } from './world.ts';

export type House = Awaited<ReturnType<typeof openHouse>>;

/** Time that stands still until it is told to move. */
export interface Steps {
  now(): number;
  advance(ms: number): void;
}

function createSteps(start = Date.parse('2026-03-01T12:00:00Z')): Steps {
  let now = start;
  return { now: () => now, advance: (ms) => void (now += ms) };
}

interface HouseOptions {
  readonly world: World;
  readonly steps?: Steps;
  readonly maxRunning?: number;
  readonly resultMaxChars?: number;
  /** Where memories get their vectors. */
  readonly embeddings?: EmbeddingSettings;
  /** Stands in the data folder of another house, as the process after a crash does. */
  readonly folder?: string;
  readonly leaseMs?: number;
  /** Stands between the house and its store, so that the store can be away. */
  readonly runsThrough?: (runs: RunStore) => RunStore;
  readonly tools?: readonly Tool[];
}

export interface CallOptions {
  readonly caller?: Caller;
  /** As `POST /query` hands it in. */
  readonly readOnly?: boolean;
}

export const pepper = new Uint8Array(32).fill(7);

export async function openHouse(options: HouseOptions) {
  const { world, steps = createSteps(), maxRunning = 512, resultMaxChars = 60_000 } = options;
  const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'tutti-house-'));
  const opened = await openSqliteStore({ path: path.join(folder, 'tutti.db') });
  const store = { ...opened, runs: options.runsThrough?.(opened.runs) ?? opened.runs };
  const now = () => steps.now();
  const newId = createIds(now);
  const { log, lines } = createRecordingLog();
  const hashKey = createSecretHasher(pepper, 'key');
  const directory = await createDirectory({
    store: store.identities,
    hashKey,
    ownerHash: hashKey('the owner key'),
    now,
  });
  const keyRing = createKeyRing({
    store: store.identities,
    directory,
    hashKey,
    callbackSecretOf: (caller) => `secret of ${caller}`,
    defaultRatePerMinute: () => 6000,
    newId,
    randomBytes,
    now,
  });
  const active = createActiveRuns();
  const ledger = createReadLedger(store.runs, log);
  const jobs = createJobDesk({
    store: store.runs,
    active,
    now,
    withdraw: (run) => approvalDesk.withdraw(run),
  });
  const safeFetch = createSafeFetch();
  const { embeddings } = options;
  const meaning = await createMeaning(embeddings ? { embeddings } : {}, {
    store,
    safeFetch,
    now,
    log,
  });
  const engine = createAgentEngine([
    ...worldTools(world),
    ...(options.tools ?? []),
    ...memoryTools({
      store: store.memories,
      meaning,
      newId,
      now,
      heard: createHeardLedger(now),
      resultMaxChars: () => 20_000,
    }),
    ...jobTools(jobs),
    ...systemTools({ now }),
  ]);
  const catalog = createCatalog([engine]);
  let policy = compilePolicy([]);
  const guard = createGuard({ policy: () => policy, now });
  const lanes: LaneParts = {
    store: store.runs,
    active,
    ledger,
    previews: createPreviews({
      store: store.previews,
      hashToken: createSecretHasher(pepper, 'confirm'),
      randomBytes,
      newId,
      now,
    }),
    newId,
    now,
    log,
    replicaId: newId('rep'),
    leaseMs: options.leaseMs ?? 15_000,
    maxRunning: () => maxRunning,
    resultMaxChars: () => resultMaxChars,
    onCallback: () => undefined,
    ...judgingBy(guard),
    approvals: store.approvals,
    noticesOf: () => [],
  };
  const startApproved = () => startQueued({ ...lanes, catalog, directory });
  const approvalDesk = createApprovalDesk({ ...lanes, startQueued: startApproved });
  const meter = createPrometheusMeter();
  let known = testCaller();
  let met = 0;
  const orchestrate = createOrchestrator({ ...lanes, catalog, routes: () => [], safeFetch, meter });

  return {
    folder,
    store,
    steps,
    world,
    /** Somebody new, in a space of their own, in whose name calls are made from now on. */
    meet(changes: Partial<Caller> = {}): Caller {
      met += 1;
      known = testCaller({ name: `caller-${met}`, space: `space-${met}`, ...changes });
      policy = compilePolicy([]);
      world.letGo();
      world.done.length = 0;
      world.keys.length = 0;
      world.signals.length = 0;
      lines.length = 0;
      return known;
    },
    active,
    jobs,
    directory,
    keyRing,
    ledger,
    lines,
    approvalDesk,
    /** Begins what was approved and did not begin, as is done from time to time. */
    startApproved,
    archive: createArchive({ store: store.runs, ledger }),
    ownerDesk: createOwnerDesk({ store: store.runs, newId, now }),
    watch: createJobWatch({ store: store.runs, active }),
    /** The rules that count from now on, until somebody new comes. */
    rule(rules: readonly Rule[]) {
      policy = compilePolicy(rules);
    },
    /** A call as it comes over a door; every field but `intent` may be left out. */
    call(request: Record<string, unknown>, by: CallOptions = {}): Promise<Answer> {
      return orchestrate({
        caller: by.caller ?? known,
        request: OrchestrateRequest.parse(request),
        defaultWaitMs: 5000,
        readOnly: by.readOnly ?? false,
        traceId: '0af7651916cd43dd8448eb211c80319c',
      });
    },
    /** Takes over what other processes left, as a start does that knows it is alone. */
    async recover() {
      await store.runs.endOtherLeases({ replicaId: lanes.replicaId, now: now() });
      return this.sweep();
    },
    /** Takes over runs with ended leases, once. */
    async sweep() {
      const recovery = await this.keepRecovering();
      await recovery.stop();
    },
    keepRecovering: () => recoverRuns({ ...lanes, catalog, directory }),
    async close() {
      world.letGo();
      await active.stopAll('shutdown');
      await meaning.stop();
      await ledger.stop();
      await safeFetch.stop();
      await store.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true });
    },
  };
}

export function testCaller(changes: Partial<Caller> = {}): Caller {
  return {
    name: 'claude',
    space: 'personal',
    scopes: ['*'],
    ratePerMinute: 6000,
    callbackHosts: [],
    createdAt: 0,
    ...changes,
  };
}

/** The answer's result, for answers that must have one. */
export function resultOf(answer: Answer): unknown {
  if (answer.status !== 'success') {
    throw new Error(`expected success, not ${answer.status}: ${JSON.stringify(answer.error)}`);
  }
  return answer.result;
}

export function tokenOf(answer: Answer): string {
  if (!answer.confirm) throw new Error(`expected a confirm token: ${JSON.stringify(answer)}`);
  return answer.confirm.token;
}

interface LogLine {
  readonly level: keyof Logger;
  readonly fields: LogFields;
  readonly message: string;
}

function createRecordingLog(): { log: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: keyof Logger) => (fields: LogFields, message: string) =>
    void lines.push({ level, fields, message });
  return {
    lines,
    log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
  };
}
