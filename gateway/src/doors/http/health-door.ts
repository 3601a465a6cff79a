import type { IncomingMessage, ServerResponse } from 'node:http';
import { bareHeaders, sendJson } from './bare-answer.ts';
import type { BareParts } from './bare-parts.ts';
import { guardRequest } from './guard-request.ts';
import type { HttpParts } from './http-parts.ts';
import { sendAtTurnsEnd } from './send-at-turns-end.ts';
import { authenticate, isOwner, type HeaderSink } from './request-context.ts';

type HealthParts = BareParts & Pick<HttpParts, 'ready' | 'version'>;

type HealthPath = '/health' | '/ready' | '/metrics';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: string[];
}

/**
 * Liveness and readiness, open to all, and metrics, which tell what is asked for and so take a key. Whatever watches
 * the gateway asks for them all day long, so they are answered before the framework. Gives false for everything else.
 */
export function createHealthDoor(
  parts: HealthParts,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const path = request.method === 'GET' ? pathOf(request.url) : undefined;
    if (path === undefined) return false;
    void answerHealth(request, response, { path, parts });
    return true;
  };
}

function pathOf(url = ''): HealthPath | undefined {
  const [path] = url.split('?', 1);
  return path === '/health' || path === '/ready' || path === '/metrics' ? path : undefined;
}

async function answerHealth(
  request: IncomingMessage,
  response: ServerResponse,
  { path, parts }: { path: HealthPath; parts: HealthParts },
): Promise<void> {
  const startedAt = performance.now();
  const traceId = parts.traceIdOf(request);
  const headers = bareHeaders(traceId);
  try {
    parts.refuseWhileClosing();
    guardRequest(request, parts.settings);
    await answers[path]({ request, response, headers }, parts);
  } catch (error) {
    sendJson(response, { ...parts.refuse(error, { traceId, route: path }), headers });
  }
  parts.meter.requestFinished({
    route: path,
    status: response.statusCode,
    seconds: (performance.now() - startedAt) / 1000,
  });
}

const answers: Record<HealthPath, (exchange: Exchange, parts: HealthParts) => Promise<void>> = {
  async '/health'({ response, headers }, { version }) {
    sendJson(response, { status: 200, headers, body: { status: 'ok', version } });
  },
  async '/ready'({ response, headers }, { ready }) {
    const state = await ready();
    sendJson(response, { status: state.ready ? 200 : 503, headers, body: state });
  },
  async '/metrics'({ request, response, headers }, parts) {
    const sink: HeaderSink = { header: (name, value) => headers.push(name, value) };
    if (!isOwner(request, parts)) authenticate(request, sink, parts);
    const text = await parts.meter.exposition();
    headers.push('content-type', 'text/plain; version=0.0.4; charset=utf-8');
    sendAtTurnsEnd(response, { status: 200, headers, text });
  },
};
