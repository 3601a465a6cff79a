import type { Registry } from 'prom-client';
import type { Meter } from '../platform/meter.ts';
import { createDurationHistogram } from './duration-histogram.ts';

/** Metrics of the gateway, next to the figures of its process (memory, event loop lag, …). */
export function createPrometheusMeter(): Meter {
  let processMetrics: Promise<Registry> | undefined;
  const calls = callDurations();
  const requests = requestDurations();
  const callbacks = new Map<string, number>();
  const textOfStatus = createTextOfStatus();

  return {
    callFinished: ({ intent, engine, status, seconds }) =>
      calls.observe([intent, engine, status], seconds),
    requestFinished: ({ route, status, seconds }) =>
      requests.observe([route, textOfStatus(status), ''], seconds),
    callbackTried: (outcome) => void callbacks.set(outcome, (callbacks.get(outcome) ?? 0) + 1),
    async exposition() {
      processMetrics ??= collectProcessMetrics();
      const ofProcess = await (await processMetrics).metrics();
      return [ofProcess, calls.exposition(), requests.exposition(), callbackLines(callbacks)].join(
        '\n',
      );
    },
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

function callbackLines(callbacks: ReadonlyMap<string, number>): string {
  const name = 'tutti_callbacks_total';
  return [
    `# HELP ${name} Attempts to deliver a callback, by what came of them.`,
    `# TYPE ${name} counter`,
    ...[...callbacks].map(([outcome, count]) => `${name}{outcome="${outcome}"} ${count}`),
    '',
  ].join('\n');
}

/* Begun when somebody first asks: it takes 15 MB, and not everybody runs Prometheus. */
async function collectProcessMetrics(): Promise<Registry> {
  const prometheus = await import('prom-client');
  const registry = new prometheus.Registry();
  prometheus.collectDefaultMetrics({ register: registry });
  return registry;
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
