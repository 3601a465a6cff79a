import {
  CLIENT_CAPABILITIES_META_KEY,
  MissingRequiredClientCapabilityError,
  type CallToolResult,
  type InputRequiredResult,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Job } from '#contract';
import { GatewayError } from '../../platform/gateway-error.ts';
import { isoTime } from '../../platform/clock.ts';
import type { Caller } from '../../identity/caller.ts';
import type { CallContext } from './call-context.ts';
import type { DoorParts } from './mcp-parts.ts';
import { protocolErrorOf } from './protocol-error-of.ts';
import { toolResult } from './tool-result.ts';

/** The extension by which a client takes a job for its answer, and asks for it later. */
export const tasksExtension = 'io.modelcontextprotocol/tasks';

/** A client that comes back for its answer is not kept waiting for it. */
export const tasksWaitMs = 3000;

const pollIntervalMs = 2000;
const Unfinished = z.looseObject({
  status: z.enum(['accepted', 'needs_approval']),
  job_id: z.string(),
  next: z.looseObject({ say: z.string() }).optional(),
});
const Declared = z.looseObject({
  extensions: z.looseObject({ [tasksExtension]: z.looseObject({}) }),
});
const TaskParams = z.looseObject({ taskId: z.string().min(1).max(100) });

type Result = CallToolResult | InputRequiredResult;

/** What goes on as a job, as the handle of a task, for those who speak of tasks; everything else as it is. */
export function asTask(
  result: Result,
  { context, now }: { context: CallContext; now: number },
): Result {
  if (!speaksTasks(context)) return result;
  const unfinished = Unfinished.safeParse(result['structuredContent']);
  if (!unfinished.success) return result;
  const { job_id, next } = unfinished.data;
  const time = isoTime(now);
  return {
    content: [],
    resultType: 'task',
    ...taskFields({ taskId: job_id, status: 'working', createdAt: time, lastUpdatedAt: time }),
    ...(next && { statusMessage: next.say }),
  };
}

/* Only from 2026-07-28 on do requests say what their client can do. */
export function speaksTasks({ mcpReq: { envelope } }: CallContext): boolean {
  if (envelope === undefined) return false;
  return Declared.safeParse(envelope[CLIENT_CAPABILITIES_META_KEY]).success;
}

interface Asking {
  readonly caller: Caller;
  readonly parts: DoorParts;
}

/** Has the server answer for tasks: each is the job of its id. */
export function serveTasks(server: Server, { caller, parts }: Asking): void {
  const { jobs } = parts;
  const answering =
    (answer: (taskId: string) => Promise<Readonly<Record<string, unknown>>>) =>
    async ({ taskId }: z.infer<typeof TaskParams>, context: ServerContext) => {
      if (!speaksTasks(context)) throw notDeclared();
      try {
        return await answer(taskId);
      } catch (error) {
        throw protocolErrorOf(error);
      }
    };

  server.setRequestHandler(
    'tasks/get',
    { params: TaskParams },
    answering(async (taskId) =>
      taskOf(await jobs.get(caller, { jobId: taskId, waitMs: 0 }), { caller, parts }),
    ),
  );
  server.setRequestHandler(
    'tasks/cancel',
    { params: TaskParams },
    answering(async (taskId) => {
      await jobs.cancel(caller, taskId).catch((error: unknown) => {
        /* It has ended: who asks again is told so. */
        if (!(error instanceof GatewayError) || error.code !== 'job_settled') throw error;
      });
      return {};
    }),
  );
  server.setRequestHandler(
    'tasks/update',
    { params: TaskParams },
    answering(async (taskId) => {
      await jobs.get(caller, { jobId: taskId, waitMs: 0 });
      /* No job of ours waits for anything that a client could say. */
      return {};
    }),
  );
}

function taskOf(job: Job, { caller, parts }: Asking) {
  const status = taskStatusOf(job);
  const fields = taskFields({
    taskId: job.job_id,
    status,
    createdAt: job.created_at,
    lastUpdatedAt: isoTime(parts.now()),
  });
  if (status !== 'completed' || !job.answer) {
    const message = job.progress?.message ?? job.next?.say;
    return { ...fields, ...(message !== undefined && { statusMessage: message }) };
  }
  const intent = parts.catalogOf(caller).names.intentOf(job.intent);
  const result = toolResult(job.answer, {
    tool: intent ? parts.catalogOf(caller).names.nameOf(intent) : job.intent,
    argumentsOf: (inputs) => inputs,
    publicUrl: parts.settings.publicUrl(),
    passesThrough: intent?.upstream !== undefined,
  });
  return { ...fields, result };
}

function taskStatusOf({ status }: Job): 'working' | 'completed' | 'cancelled' {
  switch (status) {
    case 'queued':
    case 'running':
    case 'needs_approval':
      return 'working';
    case 'cancelled':
      return 'cancelled';
    /* What failed has an answer as well: that of a tool, which says that it failed. */
    case 'success':
    case 'error':
    case 'unknown':
    case 'denied':
    case 'expired':
      return 'completed';
    default:
      return status satisfies never;
  }
}

interface TaskFields {
  readonly taskId: string;
  readonly status: string;
  readonly createdAt: string;
  readonly lastUpdatedAt: string;
}

function taskFields(fields: TaskFields) {
  return { ...fields, ttlMs: null, pollIntervalMs };
}

function notDeclared(): Error {
  const requiredCapabilities = { extensions: { [tasksExtension]: {} } };
  return new MissingRequiredClientCapabilityError({ requiredCapabilities });
}
