import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  FlowInnerCall,
  FlowProgress,
  FlowSettlement,
  type Answer,
  type FlowReported,
  type Progress,
} from '#contract';
import type { HttpParts } from './http-parts.ts';
import { httpStatusOf } from './http-status-of.ts';
import { parseRequest } from './parse-request.ts';
import { bearerOf } from './request-context.ts';

/** Who reports of a run: the flow that was given the token of one attempt. */
export interface FlowReporter {
  readonly runId: string;
  readonly attempt: number;
}

/** What flows tell of the runs that they were called for. */
export interface FlowReports {
  /** Whose token it is; refuses every token but one of this run. */
  admit(runId: string, token: string): FlowReporter;
  settle(reporter: FlowReporter, settlement: FlowSettlement): Promise<void>;
  progress(reporter: FlowReporter, progress: Progress): Promise<void>;
  /** Runs an intent in the name of the caller of the run. */
  call(reporter: FlowReporter, call: FlowInnerCall, traceId: string): Promise<Answer>;
}

/* As much as a flow may answer at once. */
const largestReportBytes = 10 * 1024 * 1024;

interface OfRun {
  Params: { id: string };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who reports, on the routes of flows. */
    flowReporter?: FlowReporter;
  }
}

/** `/flows/runs/{job_id}/…`: what flows report, each of its own run. */
export function flowRoutes(app: FastifyInstance, { flowReports }: HttpParts): void {
  const taken: FlowReported = { recorded: true };
  app.decorateRequest('flowReporter');

  void app.register(async (flows) => {
    /* Before any of the body is read: who has no token can make nobody read ten megabytes. */
    flows.addHook('onRequest', async (request) => {
      const { id } = request.params as OfRun['Params'];
      request.flowReporter = flowReports.admit(id, bearerOf(request));
    });

    flows.post<OfRun>(
      '/flows/runs/:id/settle',
      { bodyLimit: largestReportBytes },
      async (request) => {
        const settlement = parseRequest(
          FlowSettlement,
          request.body,
          'Send {"status": "success", "result": {…}} or {"status": "error", "error": {"message": "…"}}.',
        );
        await flowReports.settle(reporterOf(request), settlement);
        return taken;
      },
    );

    flows.post<OfRun>('/flows/runs/:id/progress', async (request) => {
      const hint = 'Send {"fraction": 0.5, "message": "…"}; either may be left out.';
      const progress = parseRequest(FlowProgress, request.body, hint);
      await flowReports.progress(reporterOf(request), progress);
      return taken;
    });

    flows.post<OfRun>('/flows/runs/:id/call', async (request, reply: FastifyReply) => {
      const hint = 'For example {"intent": "memory.search", "inputs": {"query": "…"}}.';
      const call = parseRequest(FlowInnerCall, request.body, hint);
      const answer = await flowReports.call(reporterOf(request), call, request.id);
      return reply.code(httpStatusOf(answer)).send(answer);
    });
  });
}

function reporterOf({ flowReporter }: FastifyRequest): FlowReporter {
  if (flowReporter) return flowReporter;
  throw new Error('This route does not know its reporter');
}
