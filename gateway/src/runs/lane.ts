import type { PreparedCall } from './call.ts';

/**
 * A read runs in memory and leaves only a receipt, unless somebody will come back for it:
 * by a callback, a key, or because the caller does not wait. Everything else is recorded first.
 */
export function laneOf({ effect, request, waitMs }: PreparedCall): 'read' | 'recorded' {
  if (effect !== 'read') return 'recorded';
  const comesBack =
    request.callback_url !== undefined || request.idempotency_key !== undefined || waitMs === 0;
  return comesBack ? 'recorded' : 'read';
}
