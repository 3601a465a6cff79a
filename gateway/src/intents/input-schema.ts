import { z } from 'zod';
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
}

export const noSuchField = 'no such field';

export function zodInputs(schema: z.ZodObject): InputSchema {
  let jsonSchema: JsonObject | undefined;
  return {
    get jsonSchema() {
      jsonSchema ??= jsonSchemaOf(schema, 'input');
      return jsonSchema;
    },
    parse(inputs) {
      const parsed = schema.safeParse(inputs);
      if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) };
      return { ok: true, inputs: parsed.data as JsonObject };
    },
  };
}

export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest as JsonObject;
}

export function problemsOf(error: z.ZodError): readonly InputProblem[] {
  return error.issues.flatMap(({ path, message, ...issue }) => {
    const at = fieldName(path);
    if (issue.code !== 'unrecognized_keys') return [{ field: at, expected: message }];
    return issue.keys.map((key) => ({
      field: at === '' ? key : `${at}.${key}`,
      expected: noSuchField,
    }));
  });
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, part) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    return name === '' ? String(part) : `${name}.${String(part)}`;
  }, '');
}
