import type { JsonValue } from '../platform/json.ts';

/** A preview that can be gone on with, once. Times are milliseconds since the epoch. */
export interface StoredPreview {
  readonly id: string;
  /** Keyed hash of the token; the token itself is only in the answer. */
  readonly tokenHash: string;
  readonly caller: string;
  /** SHA-256 over caller, intent, engine, inputs and resolved target. */
  readonly digest: string;
  /** Made by a request that carried a confirming flag already: no flag can spend it, only the token. */
  readonly tokenOnly: boolean;
  readonly plan?: JsonValue;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Spending happens in `RunStore.acceptRun`, in one commit with accepting the run. */
export interface PreviewStore {
  keepPreview(preview: StoredPreview): Promise<void>;
}
