import { describe, expect, it } from 'vitest';
import { IntentInfo, IntentSummary, type EngineName } from '#contract';
import { createCatalog, infoOf, summaryOf } from './catalog.ts';
import { testEngine, testIntent } from './testing/test-engine.ts';

function catalogOf(offers: Partial<Record<EngineName, readonly string[]>>) {
  const engines = Object.entries(offers).map(([name, intents]) =>
    testEngine(
      name as EngineName,
      intents.map((intent) => testIntent(intent)),
    ),
  );
  return createCatalog(engines);
}

describe('createCatalog', () => {
  const catalog = catalogOf({
    agent: ['memory.write', 'jobs.get'],
    flow: ['gmail.triage', 'jobs.get'],
  });
  const namesOf = (scopes: readonly string[]) => catalog.list(scopes).map(({ name }) => name);
  const foundBy = async (scopes: readonly string[], query: string) =>
    (await catalog.find(scopes, query)).map(({ name }) => name);

  it('offers an intent by every engine that has it', () => {
    const offers = catalog.offersOf('jobs.get', ['*']);
    expect(offers.map(({ engine }) => engine.name)).toEqual(['agent', 'flow']);
  });

  it('lists every intent once, by name', async () => {
    expect(namesOf(['*'])).toEqual(['gmail.triage', 'jobs.get', 'memory.write']);
    expect(await foundBy(['*'], '  ')).toEqual(['gmail.triage', 'jobs.get', 'memory.write']);
  });

  it('hides what the scopes do not cover, in offers, lists, searches and suggestions', async () => {
    const scopes = ['memory.*'];
    expect(catalog.offersOf('jobs.get', scopes)).toEqual([]);
    expect(namesOf(scopes)).toEqual(['memory.write']);
    expect(await foundBy(scopes, 'jobs get')).toEqual([]);
    expect(await foundBy(['*'], 'jobs get')).toEqual(['jobs.get']);
    expect(catalog.suggestionsFor('jobs.gte', scopes)).toEqual([]);
    expect(catalog.suggestionsFor('jobs.gte', ['*'])).toEqual(['jobs.get']);
  });

  it('follows an engine that offers something else', async () => {
    let offered = [testIntent('gmail.triage')];
    const follows = createCatalog([{ ...testEngine('flow', []), intents: () => offered }]);
    expect(await follows.find(['*'], 'triage')).toHaveLength(1);
    offered = [testIntent('slack.summarize')];
    expect(follows.offersOf('gmail.triage', ['*'])).toEqual([]);
    expect(follows.list(['*']).map(({ name }) => name)).toEqual(['slack.summarize']);
    expect(await follows.find(['*'], 'triage')).toEqual([]);
    expect(follows.suggestionsFor('slack.sumarize', ['*'])).toEqual(['slack.summarize']);
  });

  it('offers nothing under a name that objects have by nature', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(catalog.offersOf(name, ['*'])).toEqual([]);
    }
  });
});

describe('infoOf and summaryOf', () => {
  it('say what the contract promises of an intent', () => {
    const intent = testIntent('memory.write', { effect: 'write' });
    expect(IntentInfo.parse(infoOf(intent))).toEqual(infoOf(intent));
    expect(IntentSummary.parse(summaryOf(intent))).toEqual(summaryOf(intent));
    expect(infoOf(intent)).toMatchObject({
      name: 'memory.write',
      effect: 'write',
      repeat: 'never',
    });
  });
});
