import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternMatches, scopesCover } from './scope.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 10 });

describe('patternMatches', () => {
  it('matches as a regular expression would that reads * as "anything"', () => {
    fc.assert(
      fc.property(text, name, (pattern, name) => {
        const source = pattern.split('*').map((piece) => RegExp.escape(piece));
        expect(patternMatches(pattern, name)).toBe(new RegExp(`^${source.join('.*')}$`).test(name));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['*', 'memory.search', true],
    ['memory.*', 'memory.search', true],
    ['memory.*', 'memory', false],
    ['memory.*', 'memoryXsearch', false],
    ['memory.search', 'memory.search', true],
    ['memory.search', 'memory.search.deep', false],
    ['*.peek', 'ssh.exec.peek', true],
    ['a*a', 'a', false],
    ['', '', true],
    ['.*', 'memory.search', false],
  ])('%j on %j: %s', (pattern, name, expected) => {
    expect(patternMatches(pattern, name)).toBe(expected);
  });
});

describe('scopesCover', () => {
  it('needs one pattern that matches, and without any covers nothing', () => {
    expect(scopesCover(['jobs.*', 'memory.search'], 'memory.search')).toBe(true);
    expect(scopesCover(['jobs.*', 'memory.search'], 'memory.write')).toBe(false);
    expect(scopesCover([], 'memory.search')).toBe(false);
  });
});
