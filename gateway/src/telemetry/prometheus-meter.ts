import { Counter, Registry, collectDefaultMetrics } from 'prom-client';
import type { Meter } from '../platform/meter.ts';
import { createDurationHistogram } from './duration-histogram.ts';

/** Metrics of the gateway, next to the figures of its process (memory, event loop lag, …). */
export function createPrometheusMeter(): Meter {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const calls = callDurations();
  const requests = requestDurations();
  const callbacks = callbackCounter(registry);
  const textOfStatus = createTextOfStatus();

  return {
    callFinished: ({ intent, engine, status, seconds }) =>
      calls.observe([intent, engine, status], seconds),
    requestFinished: ({ route, status, seconds }) =>
      requests.observe([route, textOfStatus(status), ''], seconds),
    callbackTried: (outcome) => callbacks.inc({ outcome }),
    exposition: async () =>
      `${await registry.metrics()}\n${calls.exposition()}\n${requests.exposition()}`,
  };
}

function callDurations() {
  return createDurationHistogram({
    name: 'tutti_call_duration_seconds',
    help: 'Calls that were answered, by intent, engine and status, with their duration.',
    labelNames: ['intent', 'engine', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
  });
}

function requestDurations() {
  return createDurationHistogram({
    name: 'tutti_http_request_duration_seconds',
    help: 'HTTP requests that were answered, by route and status, with their duration.',
    labelNames: ['route', 'status'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 10, 40],
  });
}

function callbackCounter(registry: Registry) {
  return new Counter({
    name: 'tutti_callbacks_total',
    help: 'Attempts to deliver a callback, by what came of them.',
    labelNames: ['outcome'],
    registers: [registry],
  });
}

/* There are few statuses, and a text for each request would be garbage for each request. */
function createTextOfStatus(): (status: number) => string {
  const texts = new Map<number, string>();
  return (status) => {
    const text = texts.get(status) ?? String(status);
    texts.set(status, text);
    return text;
  };
}
