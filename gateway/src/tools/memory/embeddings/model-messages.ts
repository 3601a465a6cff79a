/** What the thread of a local model is started with. */
export interface ModelData {
  readonly model: string;
  readonly cacheDir: string;
  readonly offline: boolean;
  readonly pooling: 'mean' | 'cls';
  readonly maxBytes: number;
}

export interface ToModel {
  readonly id: number;
  readonly texts: readonly string[];
}

export type FromModel =
  | { readonly id: number; readonly rows: readonly Float32Array[] }
  /** Goes on after "the embedding model …". */
  | { readonly id: number; readonly reason: string };
