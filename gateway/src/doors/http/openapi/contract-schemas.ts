import { z } from 'zod';
import * as contract from '#contract';
import type { JsonObject, JsonValue } from '../../../platform/json.ts';

const refPrefix = '#/components/schemas/';

const registry = z.registry<{ id: string }>();
for (const [id, value] of Object.entries(contract)) {
  if (value instanceof z.ZodType) registry.add(value, { id });
}

/** What is sent is checked with its defaults left out (`input`), what is answered has them filled in (`output`). */
type Direction = 'input' | 'output';

export function refToSchema(schema: z.ZodType): JsonObject {
  return { $ref: `${refPrefix}${nameOfSchema(schema)}` };
}

/** The JSON Schemas of what is sent and answered, and of all that these refer to, by name. */
export function componentSchemas(
  used: Record<Direction, readonly z.ZodType[]>,
): Record<string, JsonObject> {
  const found = new Map([
    ...reachable(contractSchemas('output'), used.output.map(nameOfSchema)),
    ...reachable(contractSchemas('input'), used.input.map(nameOfSchema)),
  ]);
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonObject;
}

/** The fields of a query string, each with the JSON Schema of what may be sent. */
export function queryFields(query: z.ZodObject): readonly Field[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, field]) => {
    const { description = '', ...schema } = field as JsonObject & { description?: string };
    return { name, required: required.includes(name), description, schema };
  });
}

/** The name under which the contract exports a schema. */
function nameOfSchema(schema: z.ZodType): string {
  const name = registry.get(schema)?.id;
  if (name === undefined)
    throw new TypeError('Only schemas that #contract exports can be documented');
  return name;
}

/* The contract does not change while the program runs, and anybody may ask for the document: converted once. */
const converted = new Map<Direction, Readonly<Record<string, JsonObject>>>();

function contractSchemas(io: Direction): Readonly<Record<string, JsonObject>> {
  const schemas = converted.get(io) ?? convertContract(io);
  converted.set(io, schemas);
  return schemas;
}

function convertContract(io: Direction): Record<string, JsonObject> {
  const uri = (id: string) => `${refPrefix}${id}`;
  const { schemas } = z.toJSONSchema(registry, { io, override: simplify, uri });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, withoutAddress(schema)]),
  );
}

function withoutAddress(schema: object): JsonObject {
  const entries: readonly [string, JsonValue][] = Object.entries(schema);
  return Object.fromEntries(entries.filter(([key]) => key !== '$schema' && key !== '$id'));
}

type Override = NonNullable<z.core.ToJSONSchemaParams['override']>;

/** Says the same with less, and as ChatGPT wants it: it refuses objects without `properties`. */
const simplify: Override = ({ zodSchema, jsonSchema }) => {
  const { def } = zodSchema._zod;
  if (def.type === 'record') {
    delete jsonSchema.propertyNames;
    Object.assign(jsonSchema, { properties: {}, additionalProperties: true });
  }
  // Later versions may answer with more: a client that refuses what it does not know would break.
  if (def.type === 'object' && !('catchall' in def)) delete jsonSchema.additionalProperties;
  // The format says it all.
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
};

function reachable(
  schemas: Readonly<Record<string, JsonObject>>,
  roots: readonly string[],
): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const schema = schemas[name];
    if (found.has(name) || schema === undefined) continue;
    found.set(name, schema);
    queue.push(...refsIn(schema));
  }
  return found;
}

function refsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
    key === '$ref' && typeof member === 'string'
      ? [member.slice(refPrefix.length)]
      : refsIn(member),
  );
}
