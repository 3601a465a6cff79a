import type { IncomingMessage, ServerResponse } from 'node:http';
import { OrchestrateRequest } from '#contract';
import { z } from 'zod';
import type { Call } from '../../runs/call.ts';
import { bareHeaders, refuseOtherTypes, sendJson } from './bare-answer.ts';
import type { BareParts } from './bare-parts.ts';
import { guardRequest } from './guard-request.ts';
import type { HttpParts } from './http-parts.ts';
import { httpStatusOf } from './http-status-of.ts';
import { parseRequest } from './parse-request.ts';
import { readBody } from './read-body.ts';
import { admit, authenticate, type HeaderSink } from './request-context.ts';
import { parseStrictJson } from './strict-json.ts';

/* The same schema as code: every call passes it. */
const CallBody = z.compile(OrchestrateRequest);

const hint =
  'A request looks like {"intent": "memory.search", "inputs": {"query": "…"}}. GET /docs shows every field.';

type CallDoorParts = BareParts & Pick<HttpParts, 'orchestrate'>;

type CallPath = '/orchestrate' | '/query';

/**
 * `POST /orchestrate`, and `POST /query` for what changes nothing. These two carry nearly all requests and need
 * nothing of a framework, so they are answered before it sees them. Gives false for everything else.
 */
export function createCallDoor(
  parts: CallDoorParts,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const path = request.method === 'POST' ? pathOf(request.url) : undefined;
    if (path === undefined) return false;
    void answerCall(request, response, { path, parts });
    return true;
  };
}

function pathOf(url = ''): CallPath | undefined {
  if (url === '/orchestrate' || url === '/query') return url;
  if (url.startsWith('/orchestrate?')) return '/orchestrate';
  return url.startsWith('/query?') ? '/query' : undefined;
}

async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  { path, parts }: { path: CallPath; parts: CallDoorParts },
): Promise<void> {
  const startedAt = performance.now();
  const traceId = parts.traceIdOf(request);
  const headers = bareHeaders(traceId);
  const sink: HeaderSink = { header: (name, value) => headers.push(name, value) };
  try {
    const call = await readCall(request, sink, { path, traceId, parts });
    const answer = await parts.orchestrate(call);
    sendJson(response, { status: httpStatusOf(answer), headers, body: answer });
  } catch (error) {
    sendJson(response, { ...parts.refuse(error, { traceId, route: path }), headers });
  }
  parts.meter.requestFinished({
    route: path,
    status: response.statusCode,
    seconds: (performance.now() - startedAt) / 1000,
  });
}

/* Who has no key can make nobody read a megabyte: the body comes last. */
async function readCall(
  request: IncomingMessage,
  sink: HeaderSink,
  { path, traceId, parts }: { path: CallPath; traceId: string; parts: CallDoorParts },
): Promise<Call> {
  parts.refuseWhileClosing();
  guardRequest(request, parts.settings);
  const asking = admit(request, parts);
  if (asking) await asking;
  const { caller } = authenticate(request, sink, parts);
  const body = await readBody(request, parts.settings.bodyMaxBytes, sink);
  if (body.length > 0) refuseOtherTypes(request.headers['content-type']);
  const json = body.length === 0 ? undefined : parseStrictJson(body);
  const asked = parseRequest(CallBody, json, hint);
  return {
    caller,
    request: asked,
    defaultWaitMs: parts.settings.defaultWaitMs(),
    readOnly: path === '/query',
    traceId: asked.trace?.traceparent.slice(3, 35) ?? traceId,
  };
}
