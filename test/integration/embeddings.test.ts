import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  startEmbeddingServer,
  type EmbeddingServer,
  type Manner,
} from '../memory/embedding-server.ts';
import { besides, paraphrases } from '../memory/paraphrases.ts';
import { createRandomModel, createSmallModel } from '../memory/small-model.ts';
import { startHttpHouse, type HttpHouse } from './http-harness.ts';

const models = {
  small: createSmallModel(),
  random: createRandomModel(),
  other: createSmallModel(128),
};

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).toReversed()) await part.stop();
});

async function startModels(options: { port?: number } = {}): Promise<EmbeddingServer> {
  const server = await startEmbeddingServer(models, options);
  open.push(server);
  return server;
}

async function startHouse(
  server: Pick<EmbeddingServer, 'url'>,
  model = 'small',
): Promise<HttpHouse> {
  const house = await startHttpHouse(yamlFor(server, model));
  open.push(house);
  return house;
}

const yamlFor = ({ url }: Pick<EmbeddingServer, 'url'>, model: string) =>
  `memory: {embeddings: {url: "${url}", model: ${model}, timeout_s: 2}}`;

interface Found {
  readonly items: { id: string; text: string; why: string[] }[];
  readonly confident: boolean;
  readonly retrieval: 'hybrid' | 'lexical';
  readonly retrieval_reason: string;
}

async function search(house: HttpHouse, query: string, k = 5): Promise<Found> {
  const { body } = await house.call({ intent: 'memory.search', inputs: { query, k } });
  return body['result'] as Found;
}

async function write(house: HttpHouse, text: string): Promise<void> {
  const { body } = await house.call({ intent: 'memory.write', inputs: { text } });
  expect(body).toMatchObject({ status: 'success' });
}

/** Waits until a search goes by meaning, and all that was written has its vector. */
async function waitForVectors(house: HttpHouse, server: EmbeddingServer): Promise<void> {
  let asked = -1;
  for (;;) {
    const { retrieval } = await search(house, 'is it there');
    if (retrieval === 'hybrid' && server.asked.length === asked) return;
    asked = server.asked.length;
    await sleep(500);
  }
}

async function answered(house: HttpHouse): Promise<number> {
  let count = 0;
  for (const { memory, question } of paraphrases) {
    const { items } = await search(house, question);
    if (items.some(({ text }) => text === memory)) count += 1;
  }
  return count / paraphrases.length;
}

describe('with an embedding model', () => {
  it('answers questions in other words than those that were said, which random vectors do not', async () => {
    const server = await startModels();
    const shares: Record<string, number> = {};
    for (const model of ['none', 'small', 'random']) {
      const house = model === 'none' ? await startHttpHouse() : await startHouse(server, model);
      for (const text of [...besides, ...paraphrases.map(({ memory }) => memory)]) {
        await write(house, text);
      }
      if (model === 'none') open.push(house);
      else await waitForVectors(house, server);
      shares[model] = await answered(house);
    }
    expect(shares['small']).toBeGreaterThan(0.85);
    expect(shares['none']).toBeLessThan(0.5);
    expect(shares['random']).toBeLessThan(0.5);
  });

  it('finds by its words what was written a moment ago, and by its meaning soon after', async () => {
    const server = await startModels();
    const house = await startHouse(server);
    await write(house, 'We adopted a labrador puppy called Bruno');
    const [first] = (await search(house, 'Bruno')).items;
    expect(first?.text).toContain('Bruno');
    await waitForVectors(house, server);
    const { items, retrieval, retrieval_reason: reason } = await search(house, 'our dog');
    expect({ retrieval, reason }).toEqual({
      retrieval: 'hybrid',
      reason: 'by words, and by meaning with "small"',
    });
    expect(items[0]).toMatchObject({ why: ['meaning'] });
  });

  it('forgets the vector with the memory', async () => {
    const server = await startModels();
    const house = await startHouse(server);
    await write(house, 'We adopted a labrador puppy called Bruno');
    await write(house, 'The ferry was late again');
    await waitForVectors(house, server);
    const [puppy] = (await search(house, 'our dog')).items;
    const forget = { intent: 'memory.forget', inputs: { id: puppy?.id } };
    await house.call(forget);
    const { body } = await house.call({ ...forget, inputs: { ...forget.inputs, dry_run: false } });
    expect(body).toMatchObject({ status: 'success' });
    const texts = (await search(house, 'our dog')).items.map(({ text }) => text);
    expect(texts).not.toContain(puppy?.text);
  });
});

describe('when the embedding server breaks', () => {
  const reasons: Record<Exclude<Manner, 'well'>, RegExp> = {
    hangs: /did not answer within/,
    fails: /status 500/,
    'wrong length': /383 numbers instead of 384/,
    'not a number': /not finite/,
    'no json': /not JSON/,
    half: /not JSON|cannot be reached/,
  };

  it('answers by words within 200 ms, says why, and fills in what is missing when it is back', async () => {
    const server = await startModels();
    const house = await startHouse(server);
    await write(house, 'We adopted a labrador puppy called Bruno');
    await waitForVectors(house, server);
    for (const [manner, reason] of Object.entries(reasons)) {
      server.behave(manner as Manner);
      await write(house, `The kitten is called ${manner}`);
      const times: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        const startedAt = performance.now();
        const found = await search(house, `${manner} Bruno ${round}`);
        times.push(performance.now() - startedAt);
        expect(found.retrieval).toBe('lexical');
        expect(found.retrieval_reason).toMatch(reason);
        expect(found.items.map(({ text }) => text).join()).toContain('Bruno');
      }
      /* Not each: the machine may have been busy with something else. */
      expect(times.toSorted((a, b) => a - b)[2], manner).toBeLessThan(200);
      server.behave('well');
      await expect
        .poll(async () => (await search(house, `which cat ${manner}`)).retrieval, {
          timeout: 20_000,
        })
        .toBe('hybrid');
    }
    await waitForVectors(house, server);
    const cats = (await search(house, 'cat', 6)).items.map(({ text }) => text);
    expect(cats.toSorted()).toEqual(
      Object.keys(reasons)
        .map((manner) => `The kitten is called ${manner}`)
        .toSorted(),
    );
  }, 120_000);

  it('starts without it, and catches up once it is there', async () => {
    const server = await startModels();
    const port = Number(new URL(server.url).port);
    await open.pop()?.stop();
    const house = await startHouse(server);
    await write(house, 'We adopted a labrador puppy called Bruno');
    const found = await search(house, 'Bruno');
    expect(found).toMatchObject({
      retrieval: 'lexical',
      items: [{ text: 'We adopted a labrador puppy called Bruno' }],
    });
    await expect
      .poll(async () => (await search(house, 'Bruno')).retrieval_reason, { timeout: 20_000 })
      .toMatch(/cannot be reached/);
    await waitForVectors(house, await startModels({ port }));
    expect((await search(house, 'our dog')).items).toHaveLength(1);
  }, 60_000);

  it('shortens what the model refuses, and goes on with the others if even that is too long', async () => {
    const server = await startModels();
    const house = await startHouse(server);
    server.refuseLongerThan(1500);
    await write(house, 'My puppy Bruno. '.repeat(200));
    await write(house, 'The kitten sleeps');
    await expect
      .poll(async () => (await search(house, 'our dog')).items[0]?.text ?? '', { timeout: 20_000 })
      .toContain('Bruno');
    expect((await search(house, 'a cat')).items[0]?.text).toBe('The kitten sleeps');
  });
});

describe('with another model than before', () => {
  it('goes on with the one before until each memory has its vector of the new one', async () => {
    const server = await startModels();
    const first = await startHouse(server);
    await write(first, 'We adopted a labrador puppy called Bruno');
    await waitForVectors(first, server);
    const reason = (await search(first, 'our dog')).retrieval_reason;
    expect(reason).toContain('"small"');
    await first.gateway.stop();
    const second = await startHttpHouse(yamlFor(server, 'other'), { dataDir: first.dataDir });
    open.push(second);
    await expect
      .poll(async () => (await search(second, 'our dog')).retrieval_reason, { timeout: 20_000 })
      .toContain('"other"');
    expect((await search(second, 'our dog')).items).toMatchObject([{ why: ['meaning'] }]);
  });
});
