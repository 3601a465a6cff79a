import { describe, expect, it } from 'vitest';
import { testIntent } from '../../intents/testing/test-engine.ts';
import {
  controlsOf,
  inputSchemaOf,
  outputSchemaOf,
  upstreamOutputSchemaOf,
} from './tool-schemas.ts';

describe('inputSchemaOf', () => {
  it('documents the controls of what changes something, and none for a read', () => {
    const write = inputSchemaOf(testIntent('a.write', { effect: 'write' }));
    expect(Object.keys(write['properties'] as object)).toEqual([
      'n',
      'dry_run',
      'confirm_token',
      'idempotency_key',
    ]);
    const read = inputSchemaOf(testIntent('a.read'));
    expect(Object.keys(read['properties'] as object)).toEqual(['n']);
  });

  it('leaves a name to the intent that has it already', () => {
    const intent = testIntent('a.write', { effect: 'write' });
    const inputs = {
      ...intent.inputs,
      jsonSchema: { properties: { dry_run: { type: 'string' } } },
    };
    expect(controlsOf({ ...intent, inputs })).toEqual(['confirm_token', 'idempotency_key']);
  });
});

describe('outputSchemaOf', () => {
  it('takes definitions to the root, where references look for them', () => {
    const outputs = { type: 'object', $defs: { a: {} }, properties: { a: { $ref: '#/$defs/a' } } };
    expect(outputSchemaOf(testIntent('a.read', { outputs }))).toMatchObject({ $defs: { a: {} } });
  });

  it('says nothing of a result whose references would point elsewhere', () => {
    const outputs = { type: 'object', properties: { a: { $ref: '#' } } };
    const schema = outputSchemaOf(testIntent('a.read', { outputs }));
    expect(JSON.stringify(schema)).not.toContain('$ref');
  });
});

describe('upstreamOutputSchemaOf', () => {
  it('leaves room for an answer of ours', () => {
    const schema = upstreamOutputSchemaOf({ type: 'object', required: ['t'] });
    expect(schema).toMatchObject({ type: 'object', anyOf: [{ required: ['t'] }, {}] });
  });

  it('says nothing where the result is no object', () => {
    expect(upstreamOutputSchemaOf({ type: 'array' })).toBeUndefined();
  });
});
