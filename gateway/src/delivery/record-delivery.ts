import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Meter } from '../platform/meter.ts';
import type { DeliveryDecision } from './decide-delivery.ts';
import type { DueCallback, OutboxStore } from './outbox-store.ts';

export interface RecordOptions {
  readonly outbox: OutboxStore;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly log: Logger;
}

/** Carries out what was decided after an attempt: in the outbox, the metrics and the log. */
export async function recordDelivery(
  { id, caller, attempts }: DueCallback,
  decision: DeliveryDecision,
  { outbox, clock, meter, log }: RecordOptions,
): Promise<void> {
  const at = clock.now();
  const fields = { callback: id, caller, attempts: attempts + 1 };
  switch (decision.kind) {
    case 'delivered':
      meter.callbackTried('delivered');
      log.debug(fields, 'Callback delivered');
      return outbox.finishCallback({ id, outcome: 'delivered', at, detail: 'delivered' });
    case 'retry': {
      const { why, inMs } = decision;
      meter.callbackTried('retried');
      log.info({ ...fields, why, in_ms: inMs }, 'Callback failed; it is tried again');
      return outbox.retryCallback({ id, dueAt: at + inMs, detail: why });
    }
    case 'give_up':
      meter.callbackTried('given_up');
      log.warn({ ...fields, why: decision.why }, 'Callback given up');
      return outbox.finishCallback({ id, outcome: 'given_up', at, detail: decision.why });
    default:
      return decision satisfies never;
  }
}
