import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject } from '../platform/json.ts';
import type { InputProblem, InputSchema } from './input-schema.ts';

const options: Options = {
  allErrors: true,
  strict: false,
  useDefaults: true,
  /* Schemas of others share ids, and are compiled for their validator only. */
  addUsedSchema: false,
};

/** Inputs by somebody else's JSON Schema (draft-07, or 2020-12 where it names no dialect). Compiled at the first use. */
export function jsonSchemaInputs(jsonSchema: JsonObject): InputSchema {
  let validate: ValidateFunction | undefined;
  return {
    jsonSchema,
    parse(given) {
      validate ??= compile(jsonSchema);
      /* Defaults are filled in where they stand, and what the caller sent stays as it is. */
      const inputs = copyOf(given);
      if (validate(inputs)) return { ok: true, inputs };
      return { ok: false, problems: (validate.errors ?? []).map(problemOf) };
    },
  };
}

function copyOf(given: Readonly<Record<string, unknown>>): JsonObject {
  /* By spreading, a key "__proto__" stays a key. */
  const copy: Record<string, unknown> = { ...given };
  for (const key in copy) copy[key] = copyOfValue(copy[key]);
  return copy as JsonObject;
}

function copyOfValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(copyOfValue) : copyOf(value as JsonObject);
}

/** Why no inputs can be checked by this schema, or undefined where they can. */
export function problemOfJsonSchema(jsonSchema: JsonObject): string | undefined {
  if (jsonSchema['type'] !== 'object') return 'its "type" is not "object"';
  try {
    compile(jsonSchema);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be compiled';
  }
}

let draft7: Ajv | undefined;
let draft2020: Ajv2020 | undefined;

function compile({ $schema, $id: _, ...schema }: JsonObject): ValidateFunction {
  const isDraft7 = typeof $schema === 'string' && /draft-0[467]/.test($schema);
  const ajv = isDraft7
    ? (draft7 ??= withFormats(new Ajv(options)))
    : (draft2020 ??= withFormats(new Ajv2020(options)));
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema);
  }
}

function withFormats<Validator extends Ajv | Ajv2020>(ajv: Validator): Validator {
  addFormats.default(ajv);
  return ajv;
}

function problemOf({ instancePath, keyword, params, message }: ErrorObject): InputProblem {
  const at = fieldAt(instancePath);
  const within = (name: unknown) => (at === '' ? String(name) : `${at}.${String(name)}`);
  if (keyword === 'required') {
    return { field: within(params['missingProperty']), expected: 'required', kind: 'missing' };
  }
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const name: unknown = params['additionalProperty'] ?? params['unevaluatedProperty'];
    return { field: within(name), expected: 'no such field', kind: 'unknown' };
  }
  if (keyword === 'enum') {
    return { field: at, expected: `expected one of ${JSON.stringify(params['allowedValues'])}` };
  }
  return { field: at, expected: message ?? keyword };
}

/* RFC 6901: "/tags/2" is "tags[2]". */
function fieldAt(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => {
      if (/^\d+$/.test(part)) return `${path}[${part}]`;
      return path === '' ? part : `${path}.${part}`;
    }, '');
}
