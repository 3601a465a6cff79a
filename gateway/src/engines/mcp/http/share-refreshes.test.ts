import { describe, expect, it } from 'vitest';
import { createRefreshSharing } from './share-refreshes.ts';

const url = 'https://issuer.example/token';
const refresh = (token: string) => ({
  method: 'POST',
  body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }),
});

function issuer(statusOf: (asked: number) => number, next = 'next') {
  let asked = 0;
  const share = createRefreshSharing();
  const fetch = share(async () => {
    asked += 1;
    const status = statusOf(asked);
    return new Response(JSON.stringify({ access_token: `token-${asked}`, refresh_token: next }), {
      status,
    });
  });
  return { fetch, asked: () => asked };
}

describe('refreshes of tokens', () => {
  it('with the same token are one, and all get its answer', async () => {
    const { fetch, asked } = issuer(() => 200);
    const answers = await Promise.all([1, 2, 3].map(() => fetch(url, refresh('one'))));
    const late = await fetch(url, refresh('one'));
    const texts = await Promise.all([...answers, late].map((answer) => answer.text()));
    expect(new Set(texts)).toEqual(new Set(['{"access_token":"token-1","refresh_token":"next"}']));
    expect(asked()).toBe(1);
  });

  it('with another token, or of another kind, are sent', async () => {
    const { fetch, asked } = issuer(() => 200);
    await fetch(url, refresh('one'));
    await fetch(url, refresh('two'));
    const code = new URLSearchParams({ grant_type: 'authorization_code', code: 'one' });
    await fetch(url, { method: 'POST', body: code });
    await fetch(url, { method: 'POST', body: code });
    expect(asked()).toBe(4);
  });

  it('with a token that stays are sent again once they are answered', async () => {
    const { fetch, asked } = issuer(() => 200, 'one');
    await Promise.all([fetch(url, refresh('one')), fetch(url, refresh('one'))]);
    expect(asked()).toBe(1);
    await fetch(url, refresh('one'));
    expect(asked()).toBe(2);
  });

  it('that failed are tried again', async () => {
    const { fetch } = issuer((asked) => (asked === 1 ? 503 : 200));
    expect((await fetch(url, refresh('one'))).status).toBe(503);
    expect((await fetch(url, refresh('one'))).status).toBe(200);
  });
});
