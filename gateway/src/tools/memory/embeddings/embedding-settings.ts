/** The `memory.embeddings` section, checked. */
export type EmbeddingSettings = RemoteEmbeddings | LocalEmbeddings;

interface EveryModel {
  readonly model: string;
  /** What the model wants before a question, and before what is remembered; for common models it is known. */
  readonly queryPrefix?: string;
  readonly documentPrefix?: string;
  /** How long the vector of a question is waited for. */
  readonly queryTimeoutMs: number;
  readonly timeoutMs: number;
}

/** Any server that speaks the embeddings of OpenAI. */
export interface RemoteEmbeddings extends EveryModel {
  readonly kind: 'remote';
  /** Such as `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  readonly apiKey?: string;
  readonly dimensions?: number;
}

/** A model that runs in a thread of the gateway. */
export interface LocalEmbeddings extends EveryModel {
  readonly kind: 'local';
  readonly cacheDir: string;
  /** Nothing is downloaded. */
  readonly offline: boolean;
  readonly pooling: 'mean' | 'cls';
  readonly maxBytes: number;
}
