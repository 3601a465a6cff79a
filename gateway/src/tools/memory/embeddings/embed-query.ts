import type { Breaker } from './breaker.ts';
import type { Embedded, EmbeddingProvider } from './embedding-provider.ts';

const keptQueries = 256;

/** The vector of a question, in a short time or not at all. */
export type EmbedQuery = (query: string) => Promise<Float32Array | { readonly reason: string }>;

/** An answer that comes too late is kept for when the same is asked again. */
export function createEmbedQuery({
  provider,
  breaker,
  queryTimeoutMs,
  timeoutMs,
}: {
  provider: EmbeddingProvider;
  breaker: Breaker;
  queryTimeoutMs: number;
  timeoutMs: number;
}): EmbedQuery {
  const kept = new Map<string, Float32Array>();
  const asked = new Map<string, Promise<Embedded>>();

  function keep(query: string, vector: Float32Array): void {
    kept.delete(query);
    kept.set(query, vector);
    const [oldest] = kept.keys();
    if (kept.size > keptQueries && oldest !== undefined) kept.delete(oldest);
  }

  function ask(query: string): Promise<Embedded> {
    const underWay = asked.get(query);
    if (underWay) return underWay;
    const answer = provider.embed({ texts: [query], as: 'query', timeoutMs }).then((embedded) => {
      asked.delete(query);
      const [vector] = embedded.kind === 'vectors' ? embedded.vectors : [];
      if (vector) keep(query, vector);
      return embedded;
    });
    asked.set(query, answer);
    return answer;
  }

  return async (query) => {
    const known = kept.get(query);
    if (known) return known;
    const open = breaker.openFor();
    if (open !== undefined) return { reason: open };
    const embedded = await within(ask(query), queryTimeoutMs);
    if (embedded.kind === 'vectors') {
      breaker.succeeded();
      const [vector] = embedded.vectors;
      return vector ?? { reason: 'gave no vector' };
    }
    breaker.failed(embedded.reason);
    return { reason: embedded.reason };
  };
}

async function within(answer: Promise<Embedded>, timeoutMs: number): Promise<Embedded> {
  const late = Promise.withResolvers<Embedded>();
  const reason = `did not answer within ${timeoutMs} ms`;
  const timer = setTimeout(
    () => late.resolve({ kind: 'failed', reason, refused: false }),
    timeoutMs,
  );
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer));
}
