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

  it.each([
    ['memmory', 'memory.write'],
    ['laebl the inbox', 'gmail.triage'],
    ['keep in mind that I like tea', 'memory.write'],
  ])('finds among the first two for %j: %s', (query, expected) => {
    expect(found(query).slice(0, 2)).toContain(expected);
  });

  it('finds nothing for words that every sentence has, or for none', () => {
    expect(found('please do it for me')).toEqual([]);
    expect(found('!?')).toEqual([]);
  });

  it('finds nothing for what nothing is about', () => {
    expect(found('quantum chromodynamics')).toEqual([]);
  });

  it('offers nothing that undoes to who said nothing of that', () => {
    const names = ['files.delete_folder', 'files.list_folder', 'files.create_folder'];
    const search = createIntentSearch(
      names.map((name) => testIntent(name, { title: name, effect: 'destructive' })),
    );
    expect(search('the tax folder').at(-1)?.name).toBe('files.delete_folder');
    expect(search('get rid of the tax folder')[0]?.name).toBe('files.delete_folder');
    expect(search('which folders are there?')[0]?.name).toBe('files.list_folder');
  });

  it('prefers the product that is named', () => {
    const names = ['mcp.mongodb.find', 'mcp.airtable.list_records', 'mcp.cloudflare.dns_records'];
    const search = createIntentSearch(names.map((name) => testIntent(name, { title: name })));
    expect(search('records in mongo')[0]?.name).toBe('mcp.mongodb.find');
    expect(search('airtable records')[0]?.name).toBe('mcp.airtable.list_records');
  });
});
