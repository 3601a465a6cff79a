import type { Stoppable } from '../../../platform/lifecycle.ts';

/** Turns texts into vectors whose nearness tells how near their meanings are. */
export interface EmbeddingProvider extends Stoppable {
  /** What it is called in answers and logs. */
  readonly label: string;
  /** All that decides what vector a text gets, as JSON: vectors under two names are never compared. */
  readonly name: string;
  /** One vector of length 1 for each text, in their order. What goes wrong is an answer as well. */
  embed(input: EmbeddingInput): Promise<Embedded>;
}

export interface EmbeddingInput {
  readonly texts: readonly string[];
  /** Models may want a question to be marked as such. */
  readonly as: 'query' | 'document';
  readonly timeoutMs: number;
}

export type Embedded =
  | { readonly kind: 'vectors'; readonly vectors: readonly Float32Array[] }
  | {
      readonly kind: 'failed';
      /** Goes on after "the embedding server …". */
      readonly reason: string;
      /** The texts are at fault, not the server: others may well be embedded. */
      readonly refused: boolean;
    };
