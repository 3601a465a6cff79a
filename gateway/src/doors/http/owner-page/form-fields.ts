import { GatewayError } from '../../../platform/gateway-error.ts';

/** What a form sent, as the pages' own reader left it. */
export function formFields(body: unknown): Readonly<Record<string, string>> {
  if (body instanceof URLSearchParams) return Object.fromEntries(body);
  throw new GatewayError('unsupported_media_type', 'This takes what a form of the page sends.', {
    hint: 'Programs decide by POST /owner/approvals/{id}/decide, with the owner key.',
  });
}
