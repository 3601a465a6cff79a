import { z } from 'zod';
import { fieldPath } from '../platform/field-path.ts';
import type { JsonObject } from '../platform/json.ts';

/** Checks inputs and fills in defaults; made from zod for tools, from JSON Schema for flows and upstream tools. */
export interface InputSchema {
  readonly jsonSchema: JsonObject;
  parse(inputs: Readonly<Record<string, unknown>>): ParsedInputs;
}

export type ParsedInputs =
  | { readonly ok: true; readonly inputs: JsonObject; readonly target?: undefined }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** One thing that is wrong: where (`tags[2]`), and what was expected. */
export interface InputProblem {
  readonly field: string;
  readonly expected: string;
  /** Absent: the field is there and known, but not what was expected. */
  readonly kind?: 'missing' | 'unknown';
}

export function zodInputs(schema: z.ZodObject): InputSchema {
  let jsonSchema: JsonObject | undefined;
  let compiled: z.ZodObject | undefined;
  return {
    get jsonSchema() {
      jsonSchema ??= jsonSchemaOf(schema, 'input');
      return jsonSchema;
    },
    parse(inputs) {
      compiled ??= z.compile(schema);
      const parsed = compiled.safeParse(inputs);
      if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, inputs) };
      return { ok: true, inputs: parsed.data as JsonObject };
    },
  };
}

export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest as JsonObject;
}

/** What is wrong with `value`, in words for people and models instead of zod's own. */
export function problemsOf(error: z.ZodError, value: unknown): readonly InputProblem[] {
  return error.issues.flatMap(({ path, message, ...issue }): InputProblem[] => {
    const field = fieldPath(path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: field === '' ? key : `${field}.${key}`,
        expected: 'no such field',
        kind: 'unknown',
      }));
    }
    const expected = message.replace(/^Invalid (?:input|option): /, '');
    if (path.length === 0 || valueAt(value, path) !== undefined) return [{ field, expected }];
    return [{ field, expected: expected.replace(/, received undefined$/, ''), kind: 'missing' }];
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (at as Record<PropertyKey, unknown> | null | undefined)?.[part],
    value,
  );
}
