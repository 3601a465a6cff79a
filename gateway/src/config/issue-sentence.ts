import type { z } from 'zod';

/**
 * What a field must be and what stands there instead: the end of a sentence that starts with its name.
 * The issue must come from a parse with `reportInput`.
 */
export function problemOfIssue(issue: z.core.$ZodIssue, written: string | undefined): string {
  if (issue.input === undefined) return `is missing; it ${expectation(issue)}`;
  if (written === '') return `is empty; it ${expectation(issue)}`;
  const instead = written === undefined ? '' : `, not ${quote(written)}`;
  return `${expectation(issue)}${instead}`;
}

/** `a, b and c` */
export function listOf(names: readonly string[], word: 'and' | 'or'): string {
  const last = names.at(-1) ?? '';
  if (names.length < 2) return last;
  return `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${nameOfType(issue.expected)}`;
    case 'too_small':
      return `must be at least ${bound(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `must be at most ${bound(issue.maximum, issue.origin)}`;
    case 'invalid_value':
      return `must be ${listOf(issue.values.map(String), 'or')}`;
    default:
      return issue.message;
  }
}

function bound(size: number | bigint, origin: string): string {
  if (origin === 'string') return `${size} ${size === 1 ? 'character' : 'characters'} long`;
  return origin === 'array' ? `${size} entries long` : String(size);
}

function nameOfType(expected: string): string {
  const names: Record<string, string> = {
    int: 'a whole number',
    number: 'a number',
    string: 'text',
    boolean: 'true or false',
    object: 'a group of fields',
    record: 'a group of fields',
    array: 'a list',
  };
  return names[expected] ?? `of type ${expected}`;
}

function quote(written: string): string {
  return JSON.stringify(written.length > 60 ? `${written.slice(0, 60)}…` : written);
}
