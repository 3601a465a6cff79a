/** The headers of one attempt by Standard Webhooks: the id stays over all attempts, the time is of this one. */
export async function signCallback(
  { id, body }: { readonly id: string; readonly body: string },
  { secret, now }: { secret: string; now: Date },
): Promise<Record<string, string>> {
  const { Webhook } = await import('standardwebhooks');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
}
