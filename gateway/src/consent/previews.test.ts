import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPreviews } from './previews.ts';
import type { StoredPreview } from './preview-store.ts';

function previewsAt(now: number) {
  const kept: StoredPreview[] = [];
  const previews = createPreviews({
    store: { keepPreview: async (preview) => void kept.push(preview) },
    hashToken: (token) => `hash of ${token}`,
    randomBytes,
    newId: (prefix) => `${prefix}_1`,
    now: () => now,
  });
  return { previews, kept };
}

describe('createPreviews', () => {
  it('hands out a token of 128 random bits for ten minutes, and keeps only its hash', async () => {
    const { previews, kept } = previewsAt(1000);
    const wanted = { caller: 'a', digest: 'd', tokenOnly: true, plan: { ids: [1] } };
    const { token, expiresAt } = await previews.keep(wanted);
    expect(token).toMatch(/^cfm_[A-Za-z0-9_-]{22}$/);
    expect(expiresAt).toBe(1000 + 600_000);
    expect(kept).toEqual([
      { ...wanted, id: 'pvw_1', tokenHash: `hash of ${token}`, createdAt: 1000, expiresAt },
    ]);
    expect(previews.hashToken(token)).toBe(kept[0]?.tokenHash);
  });

  it('never hands out the same token twice', async () => {
    const { previews } = previewsAt(0);
    const keep = () => previews.keep({ caller: 'a', digest: 'd', tokenOnly: false });
    const tokens = await Promise.all(Array.from({ length: 100 }, keep));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(100);
  });

  it('gives no token for a preview that was not kept', async () => {
    const previews = createPreviews({
      store: { keepPreview: () => Promise.reject(new Error('disk full')) },
      hashToken: (token) => token,
      randomBytes,
      newId: () => 'pvw_1',
      now: () => 0,
    });
    const kept = previews.keep({ caller: 'a', digest: 'd', tokenOnly: false });
    await expect(kept).rejects.toThrow('disk full');
  });
});
