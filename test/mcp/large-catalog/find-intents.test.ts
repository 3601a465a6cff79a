import { describe, expect, it } from 'vitest';
import { createIntentSearch } from '../../../gateway/src/intents/intent-search.ts';
import { readIntents, readRequests } from './catalog.ts';

const leastFound = 0.94;
const shown = 5;

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
    const missed = requests.filter(
      ({ say, intent }) =>
        !search(say)
          .slice(0, shown)
          .some(({ name }) => name === intent),
    );
    const found = 1 - missed.length / requests.length;
    expect(found, JSON.stringify(missed, undefined, 1)).toBeGreaterThanOrEqual(leastFound);
  });

  it('answers at once', () => {
    const began = performance.now();
    for (const { say } of requests) search(say);
    expect((performance.now() - began) / requests.length).toBeLessThan(50);
  });
});
