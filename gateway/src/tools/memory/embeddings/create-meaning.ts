import type { Logger } from '../../../platform/logger.ts';
import type { SafeFetch } from '../../../platform/safe-fetch.ts';
import type { VectorStore } from '../vector-store.ts';
import type { EmbeddingProvider } from './embedding-provider.ts';
import type { EmbeddingSettings } from './embedding-settings.ts';
import { noMeaning, type Meaning } from './meaning.ts';

interface MeaningParts {
  readonly store: { readonly vectors: VectorStore };
  readonly safeFetch: Pick<SafeFetch, 'post'>;
  readonly now: () => number;
  readonly log: Logger;
}

/** What ranks memories by meaning; nothing of it is loaded unless a model is configured. */
export async function createMeaning(
  { embeddings: settings }: { readonly embeddings?: EmbeddingSettings },
  parts: MeaningParts,
): Promise<Meaning> {
  if (!settings) return noMeaning;
  const { createEmbeddedMeaning } = await import('./embedded-meaning.ts');
  const { queryTimeoutMs, timeoutMs } = settings;
  return createEmbeddedMeaning({
    ...parts,
    store: parts.store.vectors,
    provider: await openProvider(settings, parts),
    async providerNamed(name) {
      const before = settingsBefore(name, settings);
      return before && openProvider(before, parts);
    },
    queryTimeoutMs,
    timeoutMs,
  });
}

/* The model before is asked where the new one is: on the same server, or in the same cache. */
function settingsBefore(name: string, settings: EmbeddingSettings): EmbeddingSettings | undefined {
  const before = JSON.parse(name) as EmbeddingSettings;
  if (before.kind !== settings.kind) return undefined;
  if (settings.kind === 'local') return { ...settings, ...before };
  const { dimensions: _, ...kept } = settings;
  return { ...kept, ...before };
}

async function openProvider(
  settings: EmbeddingSettings,
  { safeFetch, log }: MeaningParts,
): Promise<EmbeddingProvider> {
  switch (settings.kind) {
    case 'remote': {
      const { createRemoteEmbeddings } = await import('./remote-embeddings.ts');
      return createRemoteEmbeddings(settings, { safeFetch });
    }
    case 'local': {
      const { createLocalEmbeddings } = await import('./local-embeddings.ts');
      return createLocalEmbeddings(settings, { log });
    }
    default:
      return settings satisfies never;
  }
}
