import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTerms, termPlaces } from './count-terms.ts';
import { readQuestion } from './read-question.ts';
import { askedWords, stemOf, wordsOf } from './tokens.ts';

const termsOf = (query: string) => readQuestion(query, { now: 0 }).terms.map(({ word }) => word);

describe('the words of a text', () => {
  it('are lower case and without accents', () => {
    expect(wordsOf('Zoë ate at the CAFÉ, twice!')).toEqual([
      'zoe',
      'ate',
      'at',
      'the',
      'cafe',
      'twice',
    ]);
  });

  it('are pairs of characters where a script has no spaces', () => {
    expect(wordsOf('Tokyo東京駅')).toEqual(['tokyo', '東京', '京駅', '駅']);
    expect(askedWords('私の猫')).toEqual(['私*', '猫*']);
    expect(askedWords('编程语言是什么')).toEqual(['编程', '程语', '语言']);
  });

  it('have one stem in all their forms', () => {
    for (const form of ['go', 'goes', 'went', 'gone', 'going']) expect(stemOf(form)).toBe('go');
    expect(stemOf('children')).toBe(stemOf('kids'));
  });
});

describe('the words of a question', () => {
  it.each([
    ['What language do I prefer?', ['language', 'prefer']],
    ['the ROUTER, the router!', ['router']],
    ['Wo wohnt Zoë?', ['wohnt', 'zoe']],
    ['¿Dónde está la llave?', ['llave']],
    ['port 8080', ['port', '8080']],
    ['who am I', ['who', 'am', 'i']],
    ['?!', []],
  ])('in %j are %j', (query, words) => {
    expect(termsOf(query)).toEqual(words);
  });

  it('are at most 64', () => {
    const query = Array.from({ length: 100 }, (_, at) => `word${at}`).join(' ');
    expect(termsOf(query)).toHaveLength(64);
  });
});

describe('counting terms', () => {
  it('counts in plain text what it counts word by word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Go', 'went', 'a', 'Gold', "don't", 'x1', '—', 'été', '?')),
        (parts) => {
          const text = parts.join(' ');
          const places = termPlaces([
            { word: 'go', stem: 'go' },
            { word: 'x1', stem: 'x1' },
          ]);
          const { length, counts } = countTerms({ text, tags: [] }, places);
          const words = wordsOf(text);
          expect(length).toBe(words.length);
          expect(counts[0]).toBe(words.filter((word) => stemOf(word) === 'go').length);
          expect(counts[1]).toBe(words.filter((word) => word === 'x1').length);
        },
      ),
    );
  });
});
