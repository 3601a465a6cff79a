import { isJsonObject, type JsonObject, type JsonValue } from '../../../platform/json.ts';

/** One field of a JSON Schema, as a line of a table; fields of fields have dotted names. */
export interface SchemaRow {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonObject;
}

const deepest = 4;

export function schemaRows(schema: JsonObject, prefix = '', depth = 0): readonly SchemaRow[] {
  const required = listOf(schema['required']);
  return Object.entries(objectOf(schema['properties'])).flatMap(([key, value]) => {
    const name = prefix + key;
    const field = objectOf(value);
    const row = { name, required: required.includes(key), schema: field };
    return depth === deepest ? row : [row, ...rowsBelow(field, { name, depth: depth + 1 })];
  });
}

function rowsBelow(
  field: JsonObject,
  { name, depth }: { name: string; depth: number },
): readonly SchemaRow[] {
  const item = objectOf(field['items']);
  return [...schemaRows(field, `${name}.`, depth), ...schemaRows(item, `${name}[].`, depth)];
}

export function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
