import { describe, expect, it } from 'vitest';
import {
  createIntentSearch,
  type IntentSearch,
} from '../../../gateway/src/intents/intent-search.ts';
import { readIntents, readRequests, type LabelledRequest } from './catalog.ts';

const leastFound = 0.94;
const shown = 5;
/* Other catalogs, with fifty requests each that chance took from two hundred: made without a look at the search. */
const others = ['others/products', 'others/services'];

describe('the search over five hundred upstream tools', () => {
  const intents = readIntents();
  const requests = readRequests();
  const search = createIntentSearch(intents);

  it('has requests that name real tools, none of them twice', () => {
    const names = new Set(intents.map(({ name }) => name));
    expect(intents.length).toBeGreaterThan(500);
    expect(requests.filter(({ intent }) => !names.has(intent))).toEqual([]);
    expect(new Set(requests.map(({ say }) => say)).size).toBe(requests.length);
  });

  it('has what is meant among the first five', () => {
    const missed = requests.filter((request) => !isFound(search, request));
    const found = 1 - missed.length / requests.length;
    expect(found, JSON.stringify(missed, undefined, 1)).toBeGreaterThanOrEqual(leastFound);
  });

  it('answers at once', () => {
    const began = performance.now();
    for (const { say } of requests) search(say);
    expect((performance.now() - began) / requests.length).toBeLessThan(50);
  });
});

describe('the search over catalogs that it was not made for', () => {
  const catalogs = others.map((folder) => ({
    requests: readRequests(folder),
    intents: readIntents(folder),
  }));

  it('has what is meant among the first five', () => {
    const missed = catalogs.flatMap(({ requests, intents }) => {
      const search = createIntentSearch(intents);
      return requests.filter((request) => !isFound(search, request));
    });
    const asked = catalogs.reduce((sum, { requests }) => sum + requests.length, 0);
    expect(asked).toBe(100);
    expect(1 - missed.length / asked).toBeGreaterThanOrEqual(leastFound);
  });

  it.each(catalogs)('names real tools', ({ requests, intents }) => {
    const names = new Set(intents.map(({ name }) => name));
    expect(requests.filter(({ intent }) => !names.has(intent))).toEqual([]);
  });
});

function isFound(search: IntentSearch, { say, intent }: LabelledRequest): boolean {
  return search(say)
    .slice(0, shown)
    .some(({ name }) => name === intent);
}
