import { z } from 'zod';
import type { JsonValue } from '../../../platform/json.ts';
import { endingOf, settlementIn } from '../calling/read-answer.ts';
import type {
  ExecutionIds,
  ExecutionRecords,
  FlowEnding,
  FlowPlace,
  RecordedExecution,
} from '../provider.ts';
import type { N8nApi, N8nExecution } from './n8n-api.ts';

/* Clocks of two machines differ, and n8n notes the second. */
const clockSkewMs = 60_000;

/** What n8n keeps of executions. */
export function createN8nRecords(
  api: N8nApi,
  workflowIdOf: (place: FlowPlace) => string | undefined,
): ExecutionRecords {
  return {
    workflowIdOf,
    stop: (executionId) => api.stopExecution(executionId),
    async look(executionId) {
      const execution = await api.findExecution(executionId, false);
      if (!execution) return { kind: 'gone' };
      if (isUnderWay(execution)) return { kind: 'running' };
      /* One whose data cannot be read, for being too large, has ended all the same. */
      const whole = await api.findExecution(executionId, true).catch(() => undefined);
      return recordedOf(whole ?? execution);
    },
    async findByRun({ runId, place, since }) {
      const workflowId = workflowIdOf(place);
      const of: Record<string, string> = workflowId === undefined ? {} : { workflowId };
      /* Those in progress are listed only where they are asked for. */
      const lists = await Promise.all([
        api.listExecutions(of),
        api.listExecutions({ ...of, status: 'running' }),
        api.listExecutions({ ...of, status: 'waiting' }),
      ]);
      for (const { id, mode, startedAt } of lists.flat()) {
        /* What a workflow hands to others carries the same ids. */
        if (mode && mode !== 'webhook' && mode !== 'retry') continue;
        if (startedAt && Date.parse(startedAt) < since - clockSkewMs) continue;
        const whole = await api.findExecution(id, true);
        if (whole && JSON.stringify(whole.data ?? null).includes(runId)) return id;
      }
      return undefined;
    },
  };
}

function isUnderWay({ status }: N8nExecution): boolean {
  return status === 'running' || status === 'new' || status === 'waiting';
}

/** What an execution came to that is no longer under way. */
function recordedOf(execution: N8nExecution): RecordedExecution {
  const { status, finished, workflowId } = execution;
  const ids = { executionId: execution.id, ...(workflowId && { workflowId }) };
  const data = ExecutionData.safeParse(execution.data).data;
  switch (status) {
    case 'success':
      return { kind: 'ended', ending: endingIn(data, ids) ?? lastResult(data, ids) };
    case 'error':
      return { kind: 'ended', ending: failureIn(data, ids) };
    case 'canceled':
      return { kind: 'lost', because: 'it was stopped in n8n while it ran', ids };
    case 'crashed':
      return { kind: 'lost', because: 'n8n itself ended while it ran', ids };
    default:
      if (finished === true) return { kind: 'ended', ending: lastResult(data, ids) };
      return { kind: 'lost', because: `n8n says of it only "${status ?? 'nothing'}"`, ids };
  }
}

const ExecutionError = z.looseObject({
  message: z.string().nullish(),
  node: z.looseObject({ name: z.string().nullish() }).nullish(),
});
const NodeRun = z.looseObject({
  startTime: z.number().nullish(),
  executionIndex: z.number().nullish(),
  data: z
    .looseObject({
      main: z.array(z.array(z.looseObject({ json: z.unknown() })).nullish()).nullish(),
    })
    .nullish(),
});
const ExecutionData = z.looseObject({
  resultData: z.looseObject({
    runData: z.record(z.string(), z.array(NodeRun)).default({}),
    lastNodeExecuted: z.string().nullish(),
    error: ExecutionError.nullish(),
  }),
});
type ExecutionData = z.infer<typeof ExecutionData>;

/* The answer that the flow made, though its report was lost: the last item in the words of the contract. */
function endingIn(data: ExecutionData | undefined, ids: ExecutionIds): FlowEnding | undefined {
  const runs = Object.values(data?.resultData.runData ?? {}).flat();
  const newestFirst = runs.toSorted((a, b) => orderOf(b) - orderOf(a));
  for (const run of newestFirst) {
    for (const item of (run.data?.main ?? []).flatMap((items) => items ?? [])) {
      const settlement = settlementIn(item.json);
      if (settlement) return { ...endingOf(settlement), ids };
    }
  }
  return undefined;
}

function orderOf({ executionIndex, startTime }: z.infer<typeof NodeRun>): number {
  return executionIndex ?? startTime ?? 0;
}

function lastResult(data: ExecutionData | undefined, ids: ExecutionIds): FlowEnding {
  const { runData = {}, lastNodeExecuted } = data?.resultData ?? {};
  const last = runData[lastNodeExecuted ?? '']?.at(-1);
  const item = last?.data?.main?.[0]?.[0]?.json;
  /* What n8n keeps is JSON. */
  return { status: 'success', result: (item ?? null) as JsonValue, ids };
}

function failureIn(data: ExecutionData | undefined, ids: ExecutionIds): FlowEnding {
  const told = endingIn(data, ids);
  if (told?.status === 'error') return told;
  const { error, lastNodeExecuted } = data?.resultData ?? {};
  const node = error?.node?.name ?? lastNodeExecuted;
  const message = error?.message ?? 'the workflow failed';
  const where = node ? `${node}: ${message}` : message;
  return { status: 'error', error: { message: where, ...(node && { details: { node } }) }, ids };
}
