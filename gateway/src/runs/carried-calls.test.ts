import { describe, expect, it } from 'vitest';
import { createCatalog } from '../intents/catalog.ts';
import { testEngine, testIntent } from '../intents/testing/test-engine.ts';
import { carriedBy } from './carried-calls.ts';

const outer = testIntent('flow.outer', { carries: ['flow.inner', 'memory.write'] });
const catalog = createCatalog([
  testEngine('flow', [
    outer,
    testIntent('flow.inner', { carries: ['memory.forget', 'flow.outer'] }),
  ]),
  testEngine('agent', [
    testIntent('memory.write', { effect: 'write', decide: 'approve' }),
    testIntent('memory.forget', { effect: 'destructive' }),
  ]),
]);
const namesFor = (scopes: readonly string[]) =>
  carriedBy(outer, scopes, catalog)
    .map(({ intent }) => intent)
    .toSorted();

describe('what a call carries', () => {
  it('goes through flows that call flows, each once, though they call one another in a circle', () => {
    expect(namesFor(['*'])).toEqual(['flow.inner', 'memory.forget', 'memory.write']);
  });

  it('is what its caller may ask for', () => {
    expect(namesFor(['flow.*'])).toEqual(['flow.inner']);
  });

  it('has its greatest effect, and what it asks for itself', () => {
    expect(carriedBy(outer, ['memory.write'], catalog)).toEqual([
      { intent: 'memory.write', effect: 'write', decide: 'approve' },
    ]);
  });
});
