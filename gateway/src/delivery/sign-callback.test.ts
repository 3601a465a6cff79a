import { describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { callbackSecretFor } from './callback-secret.ts';
import { signCallback } from './sign-callback.ts';

const secret = callbackSecretFor('chatgpt', 'master');
const body = '{"status":"success","result":"Grüße"}';

describe('signCallback', () => {
  it('makes headers that any Standard Webhooks library verifies', async () => {
    const headers = await signCallback({ id: 'evt_1', body }, { secret, now: new Date() });
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
    expect(() =>
      new Webhook(callbackSecretFor('claude', 'master')).verify(body, headers),
    ).toThrow();
  });

  it('keeps the id over attempts, and takes the time of each', async () => {
    const first = await signCallback({ id: 'evt_1', body }, { secret, now: new Date(1_000_999) });
    const second = await signCallback({ id: 'evt_1', body }, { secret, now: new Date(9_000_000) });
    expect(first).toMatchObject({ 'webhook-id': 'evt_1', 'webhook-timestamp': '1000' });
    expect(second).toMatchObject({ 'webhook-id': 'evt_1', 'webhook-timestamp': '9000' });
    expect(first['webhook-signature']).not.toBe(second['webhook-signature']);
  });
});

describe('callbackSecretFor', () => {
  it('is stable, one for each caller and each master secret', () => {
    expect(callbackSecretFor('chatgpt', 'master')).toBe(secret);
    expect(callbackSecretFor('claude', 'master')).not.toBe(secret);
    expect(callbackSecretFor('chatgpt', 'other')).not.toBe(secret);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });
});
