import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeIssues, invalidInputs } from './describe-problems.ts';
import { zodInputs } from './input-schema.ts';
import { testIntent } from './testing/test-engine.ts';

const schema = z.strictObject({
  intent: z.string(),
  mode: z.enum(['auto', 'flow']).default('auto'),
  inputs: z.record(z.string(), z.unknown()).optional(),
});

const inputs = z.strictObject({ query: z.string() });

function issuesOf(value: unknown) {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error('the value was meant to be wrong');
  return describeIssues(parsed.error, { value, knownFields: Object.keys(schema.shape) });
}

describe('describeIssues', () => {
  it('says which field was expected to be what', () => {
    expect(issuesOf({ intent: 1 }).sentence).toBe('"intent": expected string, received number');
  });

  it('suggests the field that a misspelt one is near to', () => {
    expect(issuesOf({ intent: 'a', input: {} }).sentence).toBe(
      '"input": no such field (did you mean "inputs"?)',
    );
    expect(issuesOf({ intent: 'a', xyz: {} }).sentence).toBe('"xyz": no such field');
  });

  it('says what is missing', () => {
    expect(issuesOf({}).sentence).toBe('"intent" is missing (expected string)');
    expect(issuesOf({ intent: null }).sentence).toBe('"intent": expected string, received null');
    expect(issuesOf({ intent: 'a', mode: 'x' }).sentence).toBe(
      '"mode": expected one of "auto"|"flow"',
    );
  });

  it('begins with a misspelt field, which is mostly what is missing', () => {
    const { sentence, problems } = issuesOf({ itnent: 'a', xyz: 1 });
    expect(sentence).toBe('"itnent": no such field (did you mean "intent"?)');
    expect(problems.map(({ field }) => field)).toEqual(['itnent', 'intent', 'xyz']);
  });

  it('speaks of the body where all of it is wrong', () => {
    expect(issuesOf([]).sentence).toBe('body: expected object, received array');
  });

  it('tells at most twenty problems', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`field_${at}`, 1]));
    expect(issuesOf({ intent: 'a', ...many }).problems).toHaveLength(20);
  });
});

describe('invalidInputs', () => {
  it('names the field, what was expected, and inputs that work', () => {
    const error = invalidInputs(testIntent('memory.write'), [
      { field: 'tags[2]', expected: 'a string' },
      { field: 'k', expected: 'a number' },
    ]);
    expect(error.code).toBe('invalid_inputs');
    expect(error.message).toBe('Cannot run memory.write: "tags[2]": a string.');
    expect(error.hint).toContain('{"n":1}');
    expect(error.details).toMatchObject({ problems: [{ field: 'tags[2]' }, { field: 'k' }] });
    expect(error.retryable).toBe(false);
  });

  it('suggests the input that a misspelt one is near to', () => {
    const error = invalidInputs(testIntent('a.b', { inputs: zodInputs(inputs) }), [
      { field: 'query', expected: 'expected string', kind: 'missing' },
      { field: 'qeury', expected: 'no such field', kind: 'unknown' },
    ]);
    expect(error.message).toBe('Cannot run a.b: "qeury": no such field (did you mean "query"?).');
  });

  it('finds words where nobody says what is wrong', () => {
    const error = invalidInputs(testIntent('a.b', { examples: [] }), []);
    expect(error.message).toBe('Cannot run a.b: the inputs are not valid.');
  });
});
