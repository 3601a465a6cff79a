import { GatewayError } from '../platform/gateway-error.ts';

/** The error of a call that may not be made. `reason` goes back to the caller: it names no address that a name led to. */
export function refusal(reason: string, { retryable }: { retryable: boolean }): GatewayError {
  return new GatewayError('callback_refused', `Cannot post to "callback_url": ${reason}.`, {
    hint: 'Use an http or https URL of a host that the owner listed for this caller (tutti keys create --callback-host). A host with a private address is listed by that address, not by its name.',
    retryable,
  });
}
