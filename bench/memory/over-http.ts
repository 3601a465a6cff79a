import { setTimeout as sleep } from 'node:timers/promises';
import { startTutti, type TuttiProcess } from '../server-process.ts';
import { model } from './filling.ts';
import { createSampleText } from './sample-vectors.ts';
import { timed, type Times } from './timed.ts';

interface Searching {
  readonly dataDir: string;
  /** Where texts become vectors; without it, searches go by words. */
  readonly embeddingsUrl?: string;
  readonly searches: number;
}

/** Searches through a gateway, and how long a ping takes before and beside them. */
export async function searchOverHttp({
  dataDir,
  embeddingsUrl,
  searches,
}: Searching): Promise<Record<'search' | 'idle' | 'ping', Times>> {
  const embeddings = `memory: {embeddings: {url: "${embeddingsUrl}", model: ${model}, query_timeout_ms: 5000}}`;
  const tutti = await startTutti({
    dataDir,
    yaml: embeddingsUrl === undefined ? '' : embeddings,
  });
  const kind = embeddingsUrl === undefined ? 'lexical' : 'hybrid';
  const text = createSampleText(9);
  const search = () =>
    call(tutti, 'memory.search', { query: text(4), k: 10, namespace: 'default' });
  while ((await search())['retrieval'] !== kind) await sleep(250);
  const ping = () => call(tutti, 'system.ping', {});
  const idle = await timed(ping, 300);
  const times = await timed(search, searches);
  const searching = new AbortController();
  const load = (async () => {
    while (!searching.signal.aborted) await search();
  })();
  const busy = await timed(ping, 300);
  searching.abort();
  await load;
  await tutti.leave();
  return { search: times, idle, ping: busy };
}

/** Single memories, each on the disk before it is answered, 32 at once. */
export async function writesPerSecond(): Promise<number> {
  const tutti = await startTutti();
  const text = createSampleText(3);
  const startedAt = performance.now();
  const writers = Array.from({ length: 32 }, async () => {
    for (let written = 0; written < 100; written += 1) {
      await call(tutti, 'memory.write', { text: text() });
    }
  });
  await Promise.all(writers);
  const seconds = (performance.now() - startedAt) / 1000;
  await tutti.stop();
  return Math.round(3200 / seconds);
}

async function call(
  { url, key }: TuttiProcess,
  intent: string,
  inputs: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/orchestrate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ intent, inputs }),
  });
  const body = (await response.json()) as { status: string; result: Record<string, unknown> };
  if (body.status !== 'success') throw new Error(JSON.stringify(body));
  return body.result;
}
