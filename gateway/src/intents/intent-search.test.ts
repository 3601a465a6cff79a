import { describe, expect, it } from 'vitest';
import { createIntentSearch } from './intent-search.ts';
import { testIntent } from './testing/test-engine.ts';

const search = createIntentSearch([
  testIntent('memory.search', {
    title: 'Recall',
    description: 'Finds what was remembered that fits a question best.',
    examples: [{ say: 'What language do I prefer?', inputs: {} }],
  }),
  testIntent('memory.write', {
    title: 'Remember',
    description: 'Stores something to remember, word for word.',
    examples: [{ say: 'Remember that I prefer Python', inputs: {} }],
  }),
  testIntent('gmail.triage', {
    title: 'Triage mail',
    description: 'Sorts the inbox and labels mail.',
  }),
  testIntent('jobs.list', {
    title: 'List jobs',
    description: 'Lists jobs that run or have ended.',
  }),
]);
const found = (query: string) => search(query).map(({ name }) => name);

describe('createIntentSearch', () => {
  it.each([
    ['remember this for me', 'memory.write'],
    ['sort my emails', 'gmail.triage'],
    ['recall', 'memory.search'],
    ['memory.search', 'memory.search'],
    ['listJobs', 'jobs.list'],
    ['triagge', 'gmail.triage'],
    ['labelling the inbox', 'gmail.triage'],
  ])('finds first for %j: %s', (query, expected) => {
    expect(found(query)[0]).toBe(expected);
  });

  it('finds nothing for words that every sentence has, or for none', () => {
    expect(found('please do it for me')).toEqual([]);
    expect(found('!?')).toEqual([]);
  });

  it('finds nothing for what nothing is about', () => {
    expect(found('quantum chromodynamics')).toEqual([]);
  });
});
