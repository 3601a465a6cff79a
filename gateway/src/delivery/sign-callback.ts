import { Webhook } from 'standardwebhooks';

/** The headers of one attempt by Standard Webhooks: the id stays over all attempts, the time is of this one. */
export function signCallback(
  { id, body }: { readonly id: string; readonly body: string },
  { secret, now }: { secret: string; now: Date },
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
}
