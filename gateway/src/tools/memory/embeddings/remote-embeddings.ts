import { z } from 'zod';
import type { SafeFetch, SafeResponse } from '../../../platform/safe-fetch.ts';
import type { Embedded, EmbeddingInput, EmbeddingProvider } from './embedding-provider.ts';
import type { RemoteEmbeddings } from './embedding-settings.ts';
import { knownPrefixes } from './known-prefixes.ts';
import { unitVectors } from './unit-vectors.ts';

/* 64 texts at 4096 numbers of 24 characters. */
const maxResponseBytes = 8 * 1_048_576;

/* Statuses that speak of the texts: too long, too many, or of a kind that the model does not take. */
const refusals = new Set([400, 413, 422]);

/* The numbers are looked at once, where they become vectors. */
const Numbers = z.custom<readonly unknown[]>((value) => Array.isArray(value));
const EmbeddingsBody = z.object({
  data: z.array(z.object({ index: z.int().optional(), embedding: Numbers })),
});

/** Embeds by `POST …/embeddings`, as OpenAI, Ollama, LM Studio, vLLM and TEI offer it. */
export function createRemoteEmbeddings(
  settings: RemoteEmbeddings,
  { safeFetch }: { safeFetch: Pick<SafeFetch, 'post'> },
): EmbeddingProvider {
  const { url, model, apiKey, dimensions } = settings;
  const { queryPrefix, documentPrefix } = { ...knownPrefixes(model), ...settings };
  return {
    label: model,
    name: JSON.stringify({ kind: 'remote', model, dimensions, documentPrefix, queryPrefix }),
    async embed({ texts, as, timeoutMs }) {
      const prefix = as === 'query' ? queryPrefix : documentPrefix;
      const input = texts.map((text) => prefix + text);
      const request = {
        url: `${url.replace(/\/+$/, '')}/embeddings`,
        /* The owner wrote the address, and it is mostly one of their own network. */
        allowed: 'anywhere' as const,
        headers: {
          'content-type': 'application/json',
          ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify({ model, input, encoding_format: 'float', dimensions }),
        timeoutMs,
        maxResponseBytes,
      };
      return safeFetch.post(request).then(
        (response) => readEmbeddings(response, { count: texts.length, dimensions }),
        (error: unknown) => failed(whyNoAnswer(error, timeoutMs)),
      );
    },
    stop: async () => {},
  };
}

function readEmbeddings(
  { status, body }: SafeResponse,
  wanted: { count: EmbeddingInput['texts']['length']; dimensions: number | undefined },
): Embedded {
  if (status !== 200) {
    return { ...failed(`answered with status ${status}`), refused: refusals.has(status) };
  }
  const parsed = parseBody(body);
  if (!parsed) return failed('gave an answer that is not JSON with a list of embeddings');
  const inOrder = parsed.data.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0));
  return unitVectors(
    inOrder.map(({ embedding }) => embedding),
    wanted,
  );
}

function parseBody(body: string): z.infer<typeof EmbeddingsBody> | undefined {
  try {
    return EmbeddingsBody.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

function whyNoAnswer(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `did not answer within ${timeoutMs} ms`;
  }
  return 'cannot be reached';
}

function failed(reason: string): { kind: 'failed'; reason: string; refused: boolean } {
  return { kind: 'failed', reason, refused: false };
}
