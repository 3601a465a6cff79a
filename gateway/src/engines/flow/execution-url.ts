import type { ExecutionIds, FlowPlace, FlowProvider } from './provider.ts';

/** Where a person can look at an execution; the workflow may be known though the flow did not name it. */
export function executionUrlAt(
  provider: FlowProvider,
  ids: ExecutionIds,
  place: FlowPlace,
): string | undefined {
  const workflowId = ids.workflowId ?? provider.records?.workflowIdOf(place);
  return provider.executionUrl({ ...ids, ...(workflowId !== undefined && { workflowId }) });
}
