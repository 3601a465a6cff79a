import type { Standing } from '../../../intents/engine.ts';
import type { JsonObject } from '../../../platform/json.ts';
import type { ExecutionIds } from '../provider.ts';

/** By what a run is found again whose flow goes on without this process. */
export interface RunHandle {
  /** The attempt whose token the flow was given; absent where the process that gave it told nothing. */
  readonly attempt?: number | undefined;
  readonly ids: ExecutionIds;
  readonly standing?: Standing;
}

/** What is kept of it, and until when it may be waited for. */
export function handleOf(
  { attempt, ids, standing }: RunHandle,
  { deadlineAt }: { readonly deadlineAt: number },
): JsonObject {
  return { ...(attempt !== undefined && { attempt }), ...ids, ...standing, deadlineAt };
}

export function readHandle(kept: JsonObject | undefined): RunHandle | undefined {
  if (!kept) return undefined;
  const { attempt, executionId, workflowId, depth, confirmed } = kept;
  return {
    ...(typeof attempt === 'number' && { attempt }),
    ...(typeof depth === 'number' && { standing: { depth, confirmed: confirmed === true } }),
    ids: {
      ...(typeof executionId === 'string' && { executionId }),
      ...(typeof workflowId === 'string' && { workflowId }),
    },
  };
}
