import { randomBytes } from 'node:crypto';
import { createAgentEngine } from './engines/agent/agent-engine.ts';
import { createFlows } from './flows.ts';
import type { Directory } from './identity/directory.ts';
import type { Tool } from './intents/define-tool.ts';
import type { Engine } from './intents/engine.ts';
import type { Base } from './open-base.ts';
import { openUpstreams } from './open-upstreams.ts';
import type { SafeFetch } from './platform/safe-fetch.ts';
import type { JobDesk } from './runs/job-desk.ts';
import type { LaneParts } from './runs/lane-parts.ts';
import type { Orchestrate } from './runs/orchestrator.ts';
import { jobTools } from './tools/jobs/job-tools.ts';
import { createMeaning } from './tools/memory/embeddings/create-meaning.ts';
import type { Meaning } from './tools/memory/embeddings/meaning.ts';
import { createHeardLedger, overheard, type HeardLedger } from './tools/memory/heard-ledger.ts';
import { memoryTools } from './tools/memory/memory-tools.ts';
import { createSshTools } from './tools/ssh/ssh-tools.ts';
import { systemTools } from './tools/system/system-tools.ts';

interface EngineParts {
  readonly lanes: LaneParts;
  readonly directory: Directory;
  readonly jobs: JobDesk;
  readonly safeFetch: SafeFetch;
  readonly extraTools: readonly Tool[];
  /** There once the engines are: what flows call goes through the same life as any call. */
  readonly orchestrate: () => Orchestrate;
}

export type Engines = Awaited<ReturnType<typeof openEngines>>;

/** Who carries intents out: our own tools, workflows and upstream servers. */
export async function openEngines(base: Base, parts: EngineParts) {
  const { now, settings } = base;
  const { jobs, safeFetch, extraTools } = parts;
  const ssh = await openSsh(base);
  const flows = createFlows({ ...base, ...parts });
  await flows.engine.prepare();
  const meaning = await createMeaning(settings().memory, { ...base, safeFetch });
  const upstreams = await openUpstreams(base, safeFetch);
  const heard = createHeardLedger(now);
  const all: readonly (Engine & { isLoaded?: () => boolean })[] = [
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
  return {
    all,
    loaded: () => all.filter((engine) => engine.isLoaded?.() !== false),
    flows,
    upstreams,
    /** Works on its own, and stops with what does. */
    meaning,
    /** To be awaited after the configuration was read again. */
    async prepare() {
      await ssh.prepare();
      await flows.engine.prepare();
      await upstreams.prepare();
    },
    async stop() {
      await ssh.stop();
      await flows.engine.stop();
      await upstreams.stop();
    },
  };
}

async function openSsh({ settings, now }: Base) {
  const newMarker = () => randomBytes(12).toString('hex');
  const ssh = createSshTools({ settings: () => settings().ssh, newMarker, now });
  await ssh.prepare();
  return ssh;
}

function memoryToolsIn(
  { store, newId, now, settings }: Base,
  beside: { meaning: Meaning; heard: HeardLedger },
) {
  const resultMaxChars = () => settings().limits.resultMaxChars;
  return memoryTools({ store: store.memories, ...beside, newId, now, resultMaxChars });
}
