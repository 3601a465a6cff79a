import { GatewayError } from '../platform/gateway-error.ts';
import type { ConsentRefusal } from './run-store.ts';

/** Why a confirmation did not count, for all reasons but a preview that has yet to be made. */
export function consentRefused(why: Exclude<ConsentRefusal, 'no_preview'>): GatewayError {
  switch (why) {
    case 'unknown_token':
      return new GatewayError(
        'unknown_preview',
        'Cannot go on: there is no preview with this confirm_token.',
        {
          hint: 'Send the request without confirm_token to get a new preview.',
        },
      );
    case 'not_yours':
      return new GatewayError(
        'preview_not_yours',
        'Cannot go on: this confirm_token belongs to another caller.',
        {
          hint: 'Only the caller that got the preview can confirm it. Send the request without confirm_token to get your own.',
        },
      );
    case 'expired':
      return new GatewayError(
        'preview_expired',
        'Cannot go on: the preview is older than ten minutes.',
        {
          hint: 'Send the request without confirm_token to get a new preview.',
        },
      );
    case 'changed':
      return new GatewayError(
        'preview_changed',
        'Cannot go on: this is not the request that was previewed.',
        {
          hint: 'Inputs or target changed since the preview. This answer carries a new one: go on with its confirm_token.',
        },
      );
    case 'spent':
      return new GatewayError(
        'preview_spent',
        'Cannot go on: this confirm_token was used by another request.',
        {
          hint: 'A preview counts once. Send the request without confirm_token to get a new preview.',
        },
      );
    default:
      return why satisfies never;
  }
}
