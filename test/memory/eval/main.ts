/**
 * How well memory.search finds the turns that answer a question: `npm run eval:memory -- FILE`, with any file in
 * the format of the LoCoMo benchmark. Each conversation is a namespace and is searched within it; a turn is a memory.
 * With `--embeddings` as well, it goes by meaning, too, with the small model of the tests behind a real server.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openHouse, resultOf, type House } from '../../integration/harness.ts';
import { createWorld } from '../../integration/world.ts';
import { startEmbeddingServer } from '../embedding-server.ts';
import { createSmallModel } from '../small-model.ts';
import { adversarial, readConversations, type Conversation, type Turn } from './locomo.ts';
import { abstained, isAnswerable, measure, type Measures, type Outcome } from './measures.ts';

const categories = ['multi-hop', 'temporal', 'open-domain', 'single-hop', 'adversarial'];
const mostAtOnce = 500;

const file = process.argv[2];
if (file === undefined) {
  console.error('usage: npm run eval:memory -- FILE (conversations in the format of LoCoMo)');
  process.exit(2);
}
const conversations = readConversations(readFileSync(file, 'utf8'));
const server = process.argv.includes('--embeddings')
  ? await startEmbeddingServer({ small: createSmallModel() })
  : undefined;
const timeouts = { queryTimeoutMs: 10_000, timeoutMs: 30_000 };
const house = await openHouse({
  world: createWorld(),
  ...(server && {
    embeddings: { kind: 'remote', url: server.url, model: 'small', ...timeouts } as const,
  }),
});
try {
  house.meet();
  const outcomes: Outcome[] = [];
  for (const conversation of conversations) {
    outcomes.push(...(await ask(house, conversation)));
  }
  report(outcomes);
} finally {
  await house.close();
  await server?.stop();
}

async function ask(at: House, conversation: Conversation): Promise<readonly Outcome[]> {
  const turnOf = await remember(at, conversation);
  if (server) await waitForVectors(at, conversation);
  const outcomes: Outcome[] = [];
  for (const { text: query, category, evidence } of conversation.questions) {
    const inputs = { query, k: 20, namespace: conversation.id };
    const answer = resultOf(await at.call({ intent: 'memory.search', inputs })) as {
      items: { id: string }[];
      confident: boolean;
    };
    const found = answer.items.map(({ id }) => turnOf.get(id) ?? '');
    const { confident } = answer;
    outcomes.push({ conversation: conversation.id, category, evidence, found, confident });
  }
  return outcomes;
}

/** Until nothing new is asked of the model. */
async function waitForVectors(at: House, { id: namespace }: Conversation): Promise<void> {
  for (let asked = -1; asked !== server?.asked.length;) {
    asked = server?.asked.length ?? 0;
    await at.call({ intent: 'memory.search', inputs: { query: 'anything', namespace } });
    await sleep(1500);
  }
}

/** Gives the turn of each memory. */
async function remember(
  at: House,
  { id, turns }: Conversation,
): Promise<ReadonlyMap<string, string>> {
  const turnOf = new Map<string, string>();
  for (let from = 0; from < turns.length; from += mostAtOnce) {
    const part = turns.slice(from, from + mostAtOnce);
    const inputs = { namespace: id, memories: part.map(memoryOf) };
    const { ids } = resultOf(await at.call({ intent: 'memory.write', inputs })) as {
      ids: string[];
    };
    for (const [index, turn] of part.entries()) turnOf.set(ids[index] ?? '', turn.id);
  }
  return turnOf;
}

function memoryOf({ text, speaker, saidAt }: Turn) {
  return { text, speaker_id: speaker, ...(saidAt !== undefined && { said_at: saidAt }) };
}

function report(outcomes: readonly Outcome[]): void {
  const rows = categories.flatMap((name, at) => {
    const of = outcomes.filter(({ category }) => category === at + 1);
    return of.length === 0 || at + 1 === adversarial ? [] : [rowOf(name, of)];
  });
  for (const row of [...rows, rowOf('all', outcomes)]) console.log(row);
  console.log('\nEach conversation alone, and all but it (there is one setting for all):');
  for (const id of new Set(outcomes.map(({ conversation }) => conversation))) {
    const alone = outcomes.filter(({ conversation }) => conversation === id);
    const others = outcomes.filter(({ conversation }) => conversation !== id);
    console.log(`${rowOf(id, alone)}   without it: ${figures(measure(others))}`);
  }
  const neverSaid = outcomes.filter(({ category }) => category === adversarial);
  const answerable = outcomes.filter(isAnswerable);
  const { questions, recallAt5, recallAt10, mrr } = measure(outcomes);
  console.log('');
  console.log(
    `not confident: ${percent(abstained(neverSaid))} of ${neverSaid.length} adversarial questions,`,
  );
  console.log(
    `               ${percent(abstained(answerable))} of ${answerable.length} that can be answered\n`,
  );
  const line = {
    eval: 'memory',
    questions,
    recall_at_5: rounded(recallAt5),
    recall_at_10: rounded(recallAt10),
    mrr: rounded(mrr),
    abstained_adversarial: rounded(abstained(neverSaid)),
    abstained_answerable: rounded(abstained(answerable)),
  };
  console.log(JSON.stringify(line));
}

function rowOf(name: string, outcomes: readonly Outcome[]): string {
  const measures = measure(outcomes);
  return `${name.padEnd(12)} ${String(measures.questions).padStart(5)} questions   ${figures(measures)}`;
}

function figures({ recallAt5, recallAt10, mrr }: Measures): string {
  return `recall@5 ${percent(recallAt5)}  recall@10 ${percent(recallAt10)}  MRR ${mrr.toFixed(3)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`.padStart(6);
}

function rounded(share: number): number {
  return Number(share.toFixed(4));
}
