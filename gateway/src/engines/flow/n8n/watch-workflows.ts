import { digestOf } from '../../../platform/canonical-json.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { N8nApi } from './n8n-api.ts';
import { readWorkflow, type OfferedWorkflow } from './read-workflow.ts';

const lookEveryMs = 15_000;

/** The workflows with the tag in one n8n, looked at from time to time. */
export interface WorkflowWatch {
  /** As they were when n8n last answered; undefined before it first did. */
  seen(): readonly OfferedWorkflow[] | undefined;
  /** Looks now. Rejects where n8n does not answer. */
  look(): Promise<void>;
  /** Why the last look failed. */
  problem(): string | undefined;
  stop(): void;
}

interface WatchParts {
  readonly name: string;
  readonly tag: string;
  readonly api: N8nApi;
  readonly log: Logger;
  /** Awaited, so that who looked sees what came of it. */
  readonly onSeen: (workflows: readonly OfferedWorkflow[]) => Promise<void>;
}

export function watchWorkflows({ name, tag, api, log, onSeen }: WatchParts): WorkflowWatch {
  let seen: readonly OfferedWorkflow[] | undefined;
  let problem: string | undefined;
  let looking: Promise<void> | undefined;
  let isStopped = false;
  const lookNow = async (): Promise<void> => {
    try {
      const workflows = await api.listWorkflows(tag);
      if (isStopped) return;
      seen = withoutDoubles(workflows.map(readWorkflow));
      problem = undefined;
      await onSeen(seen);
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      throw error;
    }
  };
  const look = (): Promise<void> =>
    (looking ??= lookNow().finally(() => {
      looking = undefined;
    }));
  const lookQuietly = () => {
    const before = problem;
    look().catch((error: unknown) => {
      if (before === undefined && !isStopped) {
        log.warn({ err: error, provider: name }, 'its workflows could not be listed');
      }
    });
  };
  const timer = setInterval(lookQuietly, lookEveryMs);
  timer.unref();
  lookQuietly();
  return {
    seen: () => seen,
    look,
    problem: () => problem,
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}

/* Two that declare one intent: which one a call means, nobody can say. */
function withoutDoubles(workflows: readonly OfferedWorkflow[]): readonly OfferedWorkflow[] {
  const byName = Map.groupBy(workflows, ({ name }) => name);
  return [...byName.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ? [first] : [];
    const ids = [first, ...others].map(({ workflowId }) => workflowId).join(', ');
    const flaw = `several workflows declare it (${ids}): keep one`;
    const definition = { ...first.definition, flaw };
    return [{ ...first, definition, digest: digestOf(definition) }];
  });
}
