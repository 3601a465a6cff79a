import type { IntentInfo } from '#contract';
import { z } from 'zod';
import { CliError } from '../shared/cli-error.ts';

type InputsSchema = IntentInfo['inputs'];

/** One `name=value` of a command line. */
export interface Assignment {
  readonly name: string;
  /** `text`: by the schema. `json`: as it is. `file`: the text of a file, `-` being the standard input. */
  readonly kind: 'text' | 'json' | 'file';
  readonly value: string;
}

export function parseAssignment(written: string): Assignment {
  const match = /^([A-Za-z_][\w-]*)(:?=)(.*)$/s.exec(written);
  if (match === null) throw notAnAssignment(written);
  const [, name = '', sign, value = ''] = match;
  if (sign === ':=') return { name, kind: 'json', value };
  if (value.startsWith('@')) return { name, kind: 'file', value: value.slice(1) };
  return { name, kind: 'text', value };
}

/**
 * The inputs that the assignments stand for. A text that does not read as what its field wants is
 * passed on as text: the gateway names the field and what it expected.
 */
export function inputsOf(
  assignments: readonly Assignment[],
  given: { schema: InputsSchema; readFile: (name: string) => string },
): Record<string, unknown> {
  const inputs = new Map<string, unknown>();
  for (const { name, kind, value } of assignments) {
    const wanted = typesOf(given.schema, name);
    const read = {
      text: () => readText(value, wanted),
      json: () => parseJson(name, value),
      file: () => given.readFile(value),
    }[kind]();
    const before = inputs.get(name);
    if (before === undefined) inputs.set(name, read);
    else if (isList(before) && isList(read)) inputs.set(name, [...before, ...read]);
    else throw new CliError('given_twice', `"${name}" is given twice.`);
  }
  return Object.fromEntries(inputs);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** What `--inputs` gives: an object of inputs. */
export function parseInputsOption(text: string): Record<string, unknown> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson('--inputs', text));
  if (parsed.success) return parsed.data;
  throw new CliError('invalid_inputs', '--inputs must be a JSON object.', {
    hint: `For example --inputs '{"query": "keys"}'`,
  });
}

interface FieldTypes {
  readonly types: readonly string[];
  readonly itemTypes: readonly string[];
}

const FieldSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

const ObjectSchema = z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}) });

function typesOf(schema: InputsSchema, name: string): FieldTypes {
  const properties = ObjectSchema.safeParse(schema).data?.properties ?? {};
  const field = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return { types: namesOfTypes(field), itemTypes: namesOfTypes(itemsOf(field)) };
}

function namesOfTypes(schema: unknown): readonly string[] {
  const { type, anyOf = [] } = FieldSchema.safeParse(schema).data ?? {};
  return [...[type ?? []].flat(), ...anyOf.flatMap(namesOfTypes)];
}

function itemsOf(schema: unknown): unknown {
  const { items, anyOf = [] } = FieldSchema.safeParse(schema).data ?? {};
  return items ?? anyOf.map(itemsOf).find((found) => found !== undefined);
}

function readText(text: string, { types, itemTypes }: FieldTypes): unknown {
  if (types.includes('string')) return text;
  if (types.includes('array')) return readList(text, itemTypes);
  if (types.includes('number') || types.includes('integer')) return readNumber(text);
  if (types.includes('boolean')) return readTruth(text);
  return text;
}

function readList(text: string, itemTypes: readonly string[]): unknown[] {
  if (text === '') return [];
  return text.split(',').map((item) => readText(item.trim(), { types: itemTypes, itemTypes: [] }));
}

function readNumber(text: string): unknown {
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

function readTruth(text: string): unknown {
  if (text === 'true' || text === 'yes') return true;
  return text === 'false' || text === 'no' ? false : text;
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError('invalid_json', `${name} is not JSON: ${why}`, { cause: error });
  }
}

function notAnAssignment(written: string): CliError {
  return new CliError('not_an_input', `"${written}" is not an input.`, {
    hint: 'Inputs look like name=value; name:=JSON gives JSON, and name=@file the text of a file.',
  });
}
