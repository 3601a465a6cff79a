import type { JsonValue } from '../platform/json.ts';
import type { NewId } from '../platform/ids.ts';
import type { PreviewStore } from './preview-store.ts';

const previewTtlMs = 10 * 60_000;

/** Keeps previews that can be gone on with, and makes their tokens. */
export interface Previews {
  keep(preview: KeptPreview): Promise<ConfirmToken>;
  hashToken(token: string): string;
}

export interface KeptPreview {
  readonly caller: string;
  readonly digest: string;
  readonly tokenOnly: boolean;
  readonly plan?: JsonValue;
}

export interface ConfirmToken {
  readonly token: string;
  readonly expiresAt: number;
}

interface PreviewParts {
  readonly store: PreviewStore;
  readonly hashToken: (token: string) => string;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly newId: NewId;
  readonly now: () => number;
}

export function createPreviews({
  store,
  hashToken,
  randomBytes,
  newId,
  now,
}: PreviewParts): Previews {
  return {
    hashToken,
    async keep(preview) {
      const token = `cfm_${Buffer.from(randomBytes(16)).toString('base64url')}`;
      const createdAt = now();
      const expiresAt = createdAt + previewTtlMs;
      await store.keepPreview({
        ...preview,
        id: newId('pvw'),
        tokenHash: hashToken(token),
        createdAt,
        expiresAt,
      });
      return { token, expiresAt };
    },
  };
}
