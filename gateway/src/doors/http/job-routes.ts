import type { FastifyInstance } from 'fastify';
import { JobsQuery, JobWaitQuery } from '#contract';
import type { HttpParts } from './http-parts.ts';
import { parseRequest } from './parse-request.ts';
import { principalOf } from './request-context.ts';
import { sendJobEvents } from './send-job-events.ts';

interface ById {
  Params: { id: string };
}

/** `GET /jobs` and what there is below. */
export function jobRoutes(app: FastifyInstance, parts: HttpParts & { closing: AbortSignal }): void {
  const { jobs } = parts;

  app.get('/jobs', async (request) => {
    const { caller } = principalOf(request);
    return jobs.list(
      caller,
      parseRequest(JobsQuery, request.query, 'GET /jobs?status=running&limit=50'),
    );
  });

  app.get<ById>('/jobs/:id', async (request) => {
    const { caller } = principalOf(request);
    const { wait_s } = parseRequest(
      JobWaitQuery,
      request.query,
      'GET /jobs/{id}?wait_s=20, at most 40.',
    );
    return jobs.get(caller, { jobId: request.params.id, waitMs: wait_s * 1000 });
  });

  app.post<ById>('/jobs/:id/cancel', async (request) => {
    const { caller } = principalOf(request);
    return jobs.cancel(caller, request.params.id);
  });

  app.get<ById>('/jobs/:id/events', async (request, reply) => {
    const principal = principalOf(request);
    await jobs.get(principal.caller, { jobId: request.params.id, waitMs: 0 });
    return sendJobEvents(reply, { ...parts, principal, jobId: request.params.id });
  });
}
