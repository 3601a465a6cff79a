import { findingsOf, type Finding } from './finding.ts';

const { ok, warn, fail } = findingsOf('clock');
const earliest = Date.UTC(2026, 0, 1);
/* A Date header counts whole seconds, and comes a moment after it was written. */
const largestSkewMs = 5000;
const largestDriftMs = 50;

export interface ClockReadings {
  readonly now: number;
  /** How much wall clock and monotonic clock moved over the same moment. */
  readonly wallMs: number;
  readonly monotonicMs: number;
  /** The Date header of the gateway. */
  readonly gatewayDate: string | undefined;
}

/** Expiry of keys and previews hangs on the clock. */
export function checkClock({ now, wallMs, monotonicMs, gatewayDate }: ClockReadings): Finding {
  const mend = 'Set the clock of this machine, and have it kept by NTP.';
  const shown = new Date(now).toISOString();
  if (now < earliest) return fail(`The clock of this machine says ${shown}.`, mend);
  if (Math.abs(wallMs - monotonicMs) > largestDriftMs) {
    return warn('The clock of this machine jumped just now.', mend);
  }
  const skewMs = gatewayDate === undefined ? 0 : now - Date.parse(gatewayDate);
  if (Math.abs(skewMs) <= largestSkewMs) return ok(shown);
  return warn(
    `The clocks of gateway and command line are ${Math.round(skewMs / 1000)} s apart.`,
    mend,
  );
}
