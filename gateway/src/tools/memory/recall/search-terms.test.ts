import { describe, expect, it } from 'vitest';
import { searchTerms } from './search-terms.ts';

describe('searchTerms', () => {
  it.each([
    ['What language do I prefer?', ['language', 'prefer']],
    ['the ROUTER, the router!', ['router']],
    ['Wo wohnt Zoë?', ['wo', 'wohnt', 'zoë']],
    ['port 8080', ['port', '8080']],
    ['who am I', ['who', 'am', 'i']],
    ['?!', []],
  ])('looks in %j for %j', (query, terms) => {
    expect(searchTerms(query)).toEqual(terms);
  });

  it('looks for at most 64 words', () => {
    const query = Array.from({ length: 100 }, (_, at) => `word${at}`).join(' ');
    expect(searchTerms(query)).toHaveLength(64);
  });
});
