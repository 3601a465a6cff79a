import type { FlowCall } from '#contract';
import { UnsureOutcome } from '../../../intents/unsure-outcome.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { FlowPlace, FlowProvider, FlowReply } from '../provider.ts';
import { createBreaker } from './breaker.ts';
import { createFlowHttp, type FlowHttp } from './flow-http.ts';
import { createGate, type Gate } from './gate.ts';
import { webhookJwt } from './webhook-jwt.ts';

/** The way to one provider: connections that are kept, so many calls at once, and a breaker. */
export interface ProviderLine {
  send(order: FlowOrder): Promise<FlowReply>;
  /** Whether its breaker keeps calls away. */
  isBroken(): boolean;
  /** Takes no more calls, and lets those under way come to their end. */
  retire(): Promise<void>;
  close(): Promise<void>;
}

export interface FlowOrder {
  readonly place: FlowPlace;
  readonly body: FlowCall;
  readonly traceparent: string;
  readonly idempotencyKey?: string;
  readonly signal: AbortSignal;
  /** How many runs it is inside of. */
  readonly depth: number;
}

export function createProviderLine(provider: FlowProvider, now: () => number): ProviderLine {
  const { name, settings } = provider;
  const breaker = createBreaker(now);
  const ways: Way[] = [];
  const wayAt = (depth: number) => (ways[depth] ??= openWay(settings.concurrency, name));
  const allWays = async (each: (http: FlowHttp) => Promise<void>) => {
    await Promise.all(ways.map(({ http }) => each(http)));
  };
  return {
    isBroken: () => breaker.isOpen(),
    retire: () => allWays((http) => http.retire()),
    close: () => allWays((http) => http.close()),
    async send(order) {
      const { gate, http } = wayAt(order.depth);
      const leave = await gate.enter(order.signal).catch(() => {
        throw notItsTurn(name, order.signal.reason);
      });
      try {
        const pass = breaker.ask();
        if (pass.kind === 'blocked') throw keptAway(name, pass.forMs);
        return await sendThrough(order, { provider, http, tell: pass.tell, nowMs: now() });
      } finally {
        leave();
      }
    },
  };
}

/**
 * Places and connections of its own for each depth: a flow that waits for one that it called keeps its
 * place, and whoever waits at a depth is waited for at lesser depths only. So it always goes on.
 */
interface Way {
  readonly gate: Gate;
  readonly http: FlowHttp;
}

function openWay(places: number, name: string): Way {
  return { gate: createGate(places), http: createFlowHttp({ name, connections: places }) };
}

interface Through {
  readonly provider: FlowProvider;
  readonly http: FlowHttp;
  readonly tell: (went: 'well' | 'badly') => void;
  readonly nowMs: number;
}

async function sendThrough(order: FlowOrder, through: Through): Promise<FlowReply> {
  const { provider, http, tell, nowMs } = through;
  const { place, body, signal } = order;
  try {
    const response = await http.send({
      method: 'POST',
      url: provider.urlOf(place),
      headers: headersOf(order, { provider, nowMs }),
      body: JSON.stringify(body),
      signal,
    });
    const reply = provider.read(response, place);
    tell(reply.kind === 'unsure' ? 'badly' : 'well');
    return reply;
  } catch (error) {
    /* Who cancels says nothing of the provider. */
    tell(signal.aborted && signal.reason !== 'deadline' ? 'well' : 'badly');
    throw error;
  }
}

function headersOf(
  { body, traceparent, idempotencyKey }: FlowOrder,
  { provider, nowMs }: Pick<Through, 'provider' | 'nowMs'>,
): Record<string, string> {
  const { headers, webhookSecret } = provider.settings;
  return {
    ...headers,
    'content-type': 'application/json',
    accept: 'application/json',
    traceparent,
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    ...(webhookSecret !== undefined && {
      authorization: `Bearer ${webhookJwt(webhookSecret, { jobId: body.job_id, nowMs })}`,
    }),
  };
}

function notItsTurn(name: string, reason: unknown): GatewayError {
  const isCancelled = reason === 'cancelled';
  return new GatewayError(
    isCancelled ? 'cancelled' : 'deadline_exceeded',
    isCancelled
      ? `It was cancelled while it waited for its turn at "${name}".`
      : `It waited for its turn at "${name}" until its deadline.`,
    { hint: 'Nothing was done. Send the request again.', retryable: true },
  );
}

function keptAway(name: string, forMs: number): GatewayError {
  const seconds = Math.ceil(forMs / 1000);
  return new GatewayError(
    'engine_unavailable',
    `"${name}" failed again and again, so it is given no calls for ${seconds} s.`,
    {
      hint: `Nothing was done. Send the request again in ${seconds} s; GET /ready tells how its engine is.`,
      retryable: true,
    },
  );
}

/** For a dry run, which changes nothing, it does not matter what is not known. */
export function certainError(error: unknown, intent: string): unknown {
  if (!(error instanceof UnsureOutcome)) return error;
  return new GatewayError('engine_failed', `The preview of ${intent} failed: ${error.message}.`, {
    hint: `Nothing was done. ${error.hint ?? 'Try again later.'}`,
    retryable: true,
    ...(error.details && { details: error.details }),
  });
}
