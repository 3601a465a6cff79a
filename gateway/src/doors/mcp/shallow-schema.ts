import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/json.ts';

/**
 * The same schema down to so many objects inside of each other; of what lies deeper only its type is said. True of
 * everything that the whole schema is true of.
 */
export function shallowSchema(schema: JsonObject, depth: number): JsonObject {
  const { properties, type } = schema;
  if (!isJsonObject(properties)) return inside(schema, depth);
  if (depth <= 0) return type === undefined ? {} : { type };
  const fields = Object.entries(properties).map(([name, field]) => [
    name,
    isJsonObject(field) ? shallowSchema(field, depth - 1) : field,
  ]);
  return { ...inside(schema, depth), properties: Object.fromEntries(fields) as JsonObject };
}

const holders = new Set(['items', 'additionalProperties']);
const lists = new Set(['anyOf', 'oneOf', 'allOf']);

function inside(schema: JsonObject, depth: number): JsonObject {
  const entries = Object.entries(schema).map(([key, value]) => {
    if (holders.has(key) && isJsonObject(value)) return [key, shallowSchema(value, depth)];
    if (!lists.has(key) || !Array.isArray(value)) return [key, value];
    const parts = value.map((part: JsonValue) =>
      isJsonObject(part) ? shallowSchema(part, depth) : part,
    );
    return [key, parts];
  });
  return Object.fromEntries(entries) as JsonObject;
}
