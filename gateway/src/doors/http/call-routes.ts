import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OrchestrateRequest } from '#contract';
import type { HttpParts } from './http-parts.ts';
import { parseRequest } from './parse-request.ts';
import { principalOf } from './request-context.ts';
import { sendAnswer } from './send-answer.ts';

const hint =
  'A request looks like {"intent": "memory.search", "inputs": {"query": "…"}}. GET /docs shows every field.';

/** `POST /orchestrate`, and `POST /query` for what changes nothing. */
export function callRoutes(app: FastifyInstance, parts: HttpParts): void {
  const carry = async (request: FastifyRequest, reply: FastifyReply, readOnly: boolean) => {
    const { caller } = principalOf(request);
    const body = parseRequest(OrchestrateRequest, request.body, hint);
    const traceId = body.trace?.traceparent.slice(3, 35) ?? request.id;
    const defaultWaitMs = parts.settings.defaultWaitMs();
    return sendAnswer(
      reply,
      await parts.orchestrate({ caller, request: body, defaultWaitMs, readOnly, traceId }),
    );
  };
  app.post('/orchestrate', (request, reply) => carry(request, reply, false));
  app.post('/query', (request, reply) => carry(request, reply, true));
}
