import path from 'node:path';
import { z } from 'zod';
import { resolveWritten } from './data-folder.ts';
import { wholeNumber } from './whole-number.ts';

/** The `memory:` section, checked, with paths resolved. */
export interface MemoryConfig {
  readonly embeddings?: EmbeddingsConfig;
}

export type EmbeddingsConfig = RemoteEmbeddingsConfig | LocalEmbeddingsConfig;

interface EveryEmbeddingsConfig {
  readonly model: string;
  readonly queryPrefix?: string;
  readonly documentPrefix?: string;
  readonly queryTimeoutMs: number;
  readonly timeoutMs: number;
  readonly indexBytes: number;
}

interface RemoteEmbeddingsConfig extends EveryEmbeddingsConfig {
  readonly kind: 'remote';
  readonly url: string;
  readonly apiKey?: string;
  readonly dimensions?: number;
}

interface LocalEmbeddingsConfig extends EveryEmbeddingsConfig {
  readonly kind: 'local';
  readonly cacheDir: string;
  readonly offline: boolean;
  readonly pooling: 'mean' | 'cls';
  readonly maxBytes: number;
}

const megabyte = 1_048_576;

const everyModel = {
  query_prefix: z
    .string()
    .max(1000)
    .optional()
    .describe('What the model wants before a question. Known for common models.'),
  document_prefix: z
    .string()
    .max(1000)
    .optional()
    .describe('What the model wants before what is remembered. Known for common models.'),
  query_timeout_ms: wholeNumber(10, 10_000)
    .default(120)
    .describe('How long a search waits for the vector of its question before it goes by words.'),
  timeout_s: wholeNumber(1, 600)
    .default(30)
    .describe('Seconds that the vectors of a batch of memories may take.'),
  index_memory_mb: wholeNumber(16, 3500)
    .default(512)
    .describe(
      'What the vectors may take of the memory: about 45 MB for 100,000 of 384 dimensions.',
    ),
};

const Remote = z.strictObject({
  url: z
    .string()
    .regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/, 'must look like "http://127.0.0.1:11434/v1"')
    .describe('Where the server offers /embeddings as OpenAI does: Ollama, LM Studio, vLLM, TEI.'),
  model: z.string().min(1).max(300).describe('Name of the model on that server.'),
  api_key: z
    .string()
    .min(1)
    .optional()
    .describe('Sent as a bearer token, if the server wants one.'),
  dimensions: wholeNumber(1, 8192)
    .optional()
    .describe('Numbers of a vector, where the model lets one choose.'),
  ...everyModel,
});

const Local = z.strictObject({
  local: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'must be a name such as "Xenova/all-MiniLM-L6-v2"')
    .describe('A model that runs in the gateway, with the package @huggingface/transformers.'),
  cache_dir: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the model. Default: "models" in the data folder.'),
  offline: z.boolean().default(false).describe('Download nothing: the model is in cache_dir.'),
  pooling: z
    .enum(['mean', 'cls'])
    .default('mean')
    .describe('How the model makes one vector of many.'),
  memory_mb: wholeNumber(128, 32_768)
    .default(1024)
    .describe('What the process may grow by before the model is loaded anew.'),
  ...everyModel,
});

/** The `memory:` section as it is written. */
export const MemorySection = z.strictObject({
  embeddings: z
    .union([Remote, Local])
    .optional()
    .describe('A model that tells what texts mean, so that searches find more than words.'),
});

/** Relative paths count from the folder of the file. */
export function memoryConfigOf(
  { embeddings }: z.infer<typeof MemorySection>,
  place: { readonly from: string; readonly home: string; readonly dataDir: string },
): MemoryConfig {
  if (!embeddings) return {};
  const { query_prefix: queryPrefix, document_prefix: documentPrefix } = embeddings;
  const every = {
    ...(queryPrefix !== undefined && { queryPrefix }),
    ...(documentPrefix !== undefined && { documentPrefix }),
    queryTimeoutMs: embeddings.query_timeout_ms,
    timeoutMs: embeddings.timeout_s * 1000,
    indexBytes: embeddings.index_memory_mb * megabyte,
  };
  if ('url' in embeddings) return { embeddings: { ...every, ...remoteOf(embeddings) } };
  const { local: model, cache_dir: cacheDir, offline, pooling } = embeddings;
  return {
    embeddings: {
      ...every,
      kind: 'local',
      model,
      cacheDir:
        cacheDir === undefined
          ? path.join(place.dataDir, 'models')
          : resolveWritten(cacheDir, place),
      offline,
      pooling,
      maxBytes: embeddings.memory_mb * megabyte,
    },
  };
}

function remoteOf({ url, model, api_key: apiKey, dimensions }: z.infer<typeof Remote>) {
  return {
    kind: 'remote' as const,
    url,
    model,
    ...(apiKey !== undefined && { apiKey }),
    ...(dimensions !== undefined && { dimensions }),
  };
}
