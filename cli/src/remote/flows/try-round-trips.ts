import { FlowRoundTrips } from '#contract';
import type { CliContext } from '../../shared/context.ts';
import { connectAsOwner, type ConnectOptions } from '../connect.ts';
import { failureOfReply } from '../http-client.ts';

const longestTripMs = 90_000;

/** Has the gateway try the way to each provider of flows, and back. */
export async function tryRoundTrips(
  context: CliContext,
  options: ConnectOptions,
): Promise<FlowRoundTrips['providers']> {
  const client = await connectAsOwner(context, options);
  const reply = await client.send({
    method: 'POST',
    path: '/owner/flows/roundtrip',
    json: {},
    timeoutMs: longestTripMs,
  });
  const parsed = FlowRoundTrips.safeParse(reply.body);
  if (!parsed.success) throw failureOfReply(reply);
  return parsed.data.providers;
}
