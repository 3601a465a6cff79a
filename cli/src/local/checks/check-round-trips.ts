import type { FlowRoundTrip } from '#contract';
import { findingsOf, reasonOf, type Finding } from './finding.ts';

const { ok, warn, fail } = findingsOf('flows');

/** Whether each provider of flows is reached, and reaches the gateway. */
export async function checkRoundTrips(
  tryAll: () => Promise<readonly FlowRoundTrip[]>,
): Promise<readonly Finding[]> {
  try {
    const trips = await tryAll();
    if (trips.length === 0) return [ok('no provider is configured')];
    return trips.map(findingOf);
  } catch (error) {
    return [
      fail(
        `The way to the flows could not be tried: ${reasonOf(error)}`,
        'Set TUTTI_OWNER_KEY, and look whether the gateway runs.',
      ),
    ];
  }
}

function findingOf(trip: FlowRoundTrip): Finding {
  const { provider, there, back, there_ms = 0, back_ms = 0, problem = '', hint = '' } = trip;
  if (back) {
    return ok(
      `${provider}: called in ${there_ms} ms, called back at ${trip.callback_url} after ${back_ms} ms`,
    );
  }
  return there ? fail(`${provider}: ${problem}`, hint) : warn(`${provider}: ${problem}`, hint);
}
