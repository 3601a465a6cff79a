import { describe, expect, it } from 'vitest';
import { ErrorCode, httpStatusOfCode, IntentName, Mode } from '#contract';
import { buildOpenApi } from './build-openapi.ts';
import { componentSchemas } from './contract-schemas.ts';
import type { OpenApiOperation } from './openapi-document.ts';
import { operations } from './operations.ts';

const full = buildOpenApi({
  version: '1.2.3',
  serverUrl: 'http://127.0.0.1:8000',
  profile: 'full',
});
const chatgpt = buildOpenApi({
  version: '1.2.3',
  serverUrl: 'https://tutti.example.net/',
  profile: 'chatgpt',
});

describe('the full document', () => {
  it('has every call once, each with an operationId of its own', () => {
    const ids = operationsOf(full).map(({ operationId }) => operationId);
    expect(ids).toHaveLength(operations.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes every {name} of a path', () => {
    for (const { call, path = {} } of operations) {
      const names = [...call.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(path), call).toEqual(names);
    }
  });

  it('describes every parameter of a query', () => {
    const parameters = operationsOf(full).flatMap(({ parameters = [] }) => parameters);
    expect(parameters.filter(({ description }) => description === '')).toEqual([]);
  });

  it('refers only to schemas that it has, and has only schemas that something refers to', () => {
    const text = JSON.stringify(full);
    const referred = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    expect(new Set(referred)).toEqual(new Set(Object.keys(full.components.schemas)));
  });

  it('asks for fields without a default only where something is sent, and promises them where answered', () => {
    expect(full.components.schemas['OrchestrateRequest']?.['required']).toEqual(['intent']);
    expect(full.components.schemas['Answer']?.['required']).toContain('trace_id');
  });

  it('refuses unknown fields in what is sent, and leaves room for new ones in what is answered', () => {
    expect(full.components.schemas['OrchestrateRequest']?.['additionalProperties']).toBe(false);
    expect(full.components.schemas['Answer']).not.toHaveProperty('additionalProperties');
  });

  it('gives a schema one form where it is both sent and answered', () => {
    for (const [name, schema] of Object.entries({ Mode, IntentName })) {
      const asInput = componentSchemas({ input: [schema], output: [] });
      const asOutput = componentSchemas({ input: [], output: [schema] });
      expect(asOutput[name]).toBeDefined();
      expect(asOutput[name]).toEqual(asInput[name]);
    }
  });

  it('shows examples that the contract accepts', () => {
    for (const { id, body, answers } of operations) {
      for (const { value } of Object.values(body?.examples ?? {}))
        expect(body?.schema.safeParse(value).error, id).toBeUndefined();
      for (const form of Object.values(answers)) {
        if (!('schema' in form)) continue;
        for (const { value } of Object.values(form.examples ?? {}))
          expect(form.schema.safeParse(value).error, id).toBeUndefined();
      }
    }
  });

  it('names every error code under its HTTP status somewhere, but those of unknown paths and of what flows report', () => {
    const missing = ErrorCode.options.filter((code) => {
      const status = String(httpStatusOfCode[code]);
      const shown = operationsOf(full).map(({ responses }) => responses[status]?.description ?? '');
      return !shown.some((description) => description.includes(code));
    });
    expect(missing).toEqual(['report_refused', 'unknown_path']);
  });

  it('opens the calls of the owner with the owner key only, and the service calls to all', () => {
    expect(full.paths['/owner/keys']?.['post']?.security).toEqual([{ ownerKey: [] }]);
    expect(full.paths['/health']?.['get']?.security).toEqual([]);
    expect(full.paths['/orchestrate']?.['post']).not.toHaveProperty('security');
  });

  it('has the address that it was given, or a relative one', () => {
    expect(full.servers).toEqual([{ url: 'http://127.0.0.1:8000' }]);
    expect(buildOpenApi({ version: '1', profile: 'full' }).servers).toEqual([{ url: '/' }]);
  });
});

/* Limits that ChatGPT puts on what an Action imports. */
describe('the chatgpt profile', () => {
  it('has at most 30 operations, each with an operationId', () => {
    const ids = operationsOf(chatgpt).map(({ operationId }) => operationId);
    expect(ids).toEqual([
      'query',
      'orchestrate',
      'listJobs',
      'getJob',
      'cancelJob',
      'listIntents',
      'getIntent',
      'listReceipts',
      'getReceipt',
      'getResult',
    ]);
    expect(ids.length).toBeLessThanOrEqual(30);
  });

  it('keeps summaries and descriptions within 300 characters, those of parameters within 700', () => {
    for (const { summary, description = '', parameters = [] } of operationsOf(chatgpt)) {
      expect(summary.length).toBeLessThanOrEqual(300);
      expect(description.length, summary).toBeLessThanOrEqual(300);
      for (const parameter of parameters)
        expect(parameter.description.length, parameter.name).toBeLessThanOrEqual(700);
    }
    for (const { description } of objectsIn(chatgpt.components.schemas))
      if (typeof description === 'string') expect(description.length).toBeLessThanOrEqual(700);
  });

  it('says of every operation whether it needs the consent of the user', () => {
    const consequential = Object.fromEntries(
      operationsOf(chatgpt).map((call) => [call.operationId, call['x-openai-isConsequential']]),
    );
    expect(Object.values(consequential).every((flag) => typeof flag === 'boolean')).toBe(true);
    expect(Object.keys(consequential).filter((id) => consequential[id])).toEqual([
      'orchestrate',
      'cancelJob',
    ]);
  });

  it('has exactly one server, over https, and where there is none says how to set it', () => {
    expect(chatgpt.servers).toEqual([{ url: 'https://tutti.example.net' }]);
    expect(chatgpt.info.description).not.toContain('public_url');
    for (const serverUrl of [undefined, 'http://10.0.0.5:8000', 'not a url']) {
      const { servers, info } = buildOpenApi({ version: '1', serverUrl, profile: 'chatgpt' });
      expect(servers).toEqual([{ url: 'https://tutti.example.org' }]);
      expect(info.description).toContain('public_url');
    }
  });

  it('knows one way to sign in: the bearer key of a caller', () => {
    expect(Object.entries(chatgpt.components.securitySchemes)).toEqual([
      ['callerKey', expect.objectContaining({ type: 'http', scheme: 'bearer' })],
    ]);
    expect(chatgpt.security).toEqual([{ callerKey: [] }]);
    expect(operationsOf(chatgpt).filter(({ security }) => security)).toEqual([]);
  });

  it('takes parameters from path and query only', () => {
    const places = operationsOf(chatgpt).flatMap(({ parameters = [] }) =>
      parameters.map((parameter) => parameter.in),
    );
    expect(new Set(places)).toEqual(new Set(['path', 'query']));
  });

  it('gives every object properties, and uses no keyword that ChatGPT cannot read', () => {
    for (const schema of objectsIn(chatgpt)) {
      if (schema['type'] === 'object') expect(schema).toHaveProperty('properties');
      expect(schema).not.toHaveProperty('propertyNames');
      expect(schema).not.toHaveProperty('patternProperties');
    }
  });

  it('stays far below the size that ChatGPT takes', () => {
    expect(JSON.stringify(chatgpt).length).toBeLessThan(100_000);
  });
});

function operationsOf({ paths }: typeof full): readonly OpenApiOperation[] {
  return Object.values(paths).flatMap((methods) => Object.values(methods));
}

function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (value === null || typeof value !== 'object') return [];
  const object = value as Record<string, unknown>;
  return [object, ...Object.values(object).flatMap(objectsIn)];
}
