import type { JsonObject } from '../../../platform/json.ts';
import type { ExecutionIds } from '../provider.ts';

/** By what a run is found again whose flow goes on without this process. */
export interface RunHandle {
  /** The attempt whose token the flow was given. */
  readonly attempt: number;
  readonly ids: ExecutionIds;
}

export function handleOf({ attempt, ids }: RunHandle): JsonObject {
  return { attempt, ...ids };
}

export function readHandle(kept: JsonObject | undefined): RunHandle | undefined {
  if (!kept || typeof kept['attempt'] !== 'number') return undefined;
  const { attempt, executionId, workflowId } = kept;
  return {
    attempt,
    ids: {
      ...(typeof executionId === 'string' && { executionId }),
      ...(typeof workflowId === 'string' && { workflowId }),
    },
  };
}
