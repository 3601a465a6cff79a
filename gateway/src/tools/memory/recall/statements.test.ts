import { describe, expect, it } from 'vitest';
import { isContradiction, statementsOf } from './statements.ts';

const contradict = (one: string, other: string): boolean =>
  statementsOf(one).some((a) => statementsOf(other).some((b) => isContradiction(a, b)));

describe('contradictions', () => {
  it.each([
    ['I live in Oslo', 'I moved from Oslo to Bergen in May'],
    ['I live in Oslo.', "By the way, I've just moved to Bergen!"],
    ['We live in Oslo', 'We are living in Bergen now'],
    ['Ada lives in Rome', 'Ada has moved to Milan'],
    ['My sister lives in Rome', 'My sister moved back to Milan last year'],
    ['My favourite colour is green', 'My favorite colour is now blue'],
    ['My favourite colour is green', 'my favourite colour is blue'],
    ['I use Vim for notes', 'I use Obsidian for notes'],
    ['I prefer Python for scripts', 'I prefer TypeScript for scripts'],
    ['I prefer Python', 'I prefer Rust'],
    ['I prefer Python', 'Actually I prefer Rust now'],
    ['I prefer Python over Go.', 'I prefer Go over Python.'],
    ['I prefer tea to coffee', 'Nowadays I prefer coffee'],
    ['I prefer window seats', 'I prefer aisle seats'],
    ['Ada prefers dark mode', 'Ada prefers light mode'],
    ['I prefer Zed', 'I prefer Helix now'],
    ['I like green best', 'I prefer blue'],
    ['I use Vim', 'I stopped using Vim'],
    ['I use Vim', 'I switched from Vim to Helix'],
    ['I eat meat', "I don't eat meat anymore"],
    ['My phone number is 12345', 'My phone number is 67890'],
    ['The code of the garage is 4711', 'The code of the garage is 4712'],
    ['My name is Ada', 'My name is Berta'],
    ['My dentist is Dr. Ek', 'My new dentist is Dr. Olsen'],
    ['The router is in the attic', 'The router is now in the cellar'],
    ['My appointment is on Friday', 'My appointment is on Monday'],
    ['I am 41 years old', "I'm 42"],
    ['I am vegetarian', "I'm vegan now"],
    ['I am engaged', 'I am married'],
    ['I work at Acme', 'I started at Initech in March'],
  ])('%s · %s', (one, other) => {
    expect(contradict(one, other)).toBe(true);
    expect(contradict(other, one)).toBe(true);
  });

  it.each([
    ['I live in Oslo', 'I live in Oslo, Norway'],
    ['I live in Oslo', 'I live in Oslo with my wife since 2019'],
    ['I live in Oslo', 'My sister lives in Bergen'],
    ['I live in Oslo', 'Do I live in Bergen?'],
    ['I live in Oslo', 'I visited Bergen in May'],
    ['My favourite colour is green', 'My favourite food is soup'],
    ['I prefer Python', 'I prefer tea'],
    ['I prefer Python', 'I prefer window seats'],
    ['I prefer Python', 'Ada prefers Rust'],
    ['I prefer quiet', 'I prefer tea'],
    ['I prefer working late', 'I prefer sleeping late'],
    ['I prefer tea in the morning', 'I prefer Python'],
    ['I prefer tea', 'I prefer green tea'],
    ['I prefer to wait', 'I prefer not to fly'],
    ['I like tea', 'I like coffee'],
    ['I use Vim for notes', 'I use Outlook for mail'],
    ['My wife is Berta', 'My wife is ill'],
    ['The router is in the attic', 'The router is slow'],
    ['The code of the garage is 4711', 'The code of the door is 1234'],
    ['My phone number is 12345', 'My phone number is 12345.'],
    ['The meeting is on Friday', 'The party is on Saturday'],
  ])('are none: %s · %s', (one, other) => {
    expect(contradict(one, other)).toBe(false);
  });
});
