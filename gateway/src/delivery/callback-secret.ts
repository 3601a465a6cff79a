import { createHmac } from 'node:crypto';

/**
 * The Standard Webhooks secret of a caller. It is derived, so the database holds none,
 * and stays the same as long as the master secret does.
 */
export function callbackSecretFor(caller: string, masterSecret: string | Uint8Array): string {
  const key = createHmac('sha256', masterSecret).update(`callback:${caller}`).digest('base64');
  return `whsec_${key}`;
}
