import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { OwnerSession } from '../../../identity/owner-sessions.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';

/**
 * Takes only what a page of this gateway sent. Browsers name the origin of a form that is posted, and the
 * door has compared it; one that names none, and no relation either, is no browser that can be trusted here.
 */
export function refuseForeignForm(headers: IncomingHttpHeaders): void {
  const relation = headers['sec-fetch-site'];
  if (relation !== undefined && relation !== 'same-origin') throw foreignForm();
  if (relation === undefined && headers.origin === undefined) throw foreignForm();
}

/** Takes only what a form of this very session sent. */
export function refuseForeignToken({ formToken }: OwnerSession, given: string | undefined): void {
  const [expected, actual] = [Buffer.from(formToken), Buffer.from(given ?? '')];
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) return;
  throw foreignForm();
}

function foreignForm(): GatewayError {
  return new GatewayError('foreign_host', 'This did not come from a page of the gateway.', {
    hint: 'Nothing was done. Open the page anew and press the button there.',
  });
}
