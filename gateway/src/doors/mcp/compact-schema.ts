import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/json.ts';

/**
 * The same schema in fewer words: without the pattern of what a format says already, without bounds that every whole
 * number keeps, and without saying again, of the items of a list, what is said of fields beside it. Models read
 * schemas with every request.
 */
export function compactSchema(schema: JsonObject): JsonObject {
  return compacted(schema, {});
}

/** `outer` are the fields that stand around. */
function compacted(schema: JsonObject, outer: JsonObject): JsonObject {
  const entries = Object.entries(schema)
    .filter(([key, value]) => !saysNothing(key, value, schema))
    .map(([key, value]) => {
      const isFields = key === 'properties' && isJsonObject(value);
      return [key, isFields ? compactFields(value, outer) : compactValue(value, outer)];
    });
  return Object.fromEntries(entries) as JsonObject;
}

function compactFields(fields: JsonObject, outer: JsonObject): JsonObject {
  const entries = Object.entries(fields).map(([name, field]) => {
    if (!isJsonObject(field)) return [name, field];
    return [name, compacted(withoutRepeated(field, outer[name]), fields)];
  });
  return Object.fromEntries(entries) as JsonObject;
}

function withoutRepeated(field: JsonObject, said: JsonValue | undefined): JsonObject {
  const { description, ...rest } = field;
  return isJsonObject(said) && said['description'] === description ? rest : field;
}

function compactValue(value: JsonValue, outer: JsonObject): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => compactValue(item, outer));
  return isJsonObject(value) ? compacted(value, outer) : value;
}

function saysNothing(key: string, value: JsonValue, { format }: JsonObject): boolean {
  if (key === 'pattern') return typeof value === 'string' && typeof format === 'string';
  if (key === 'propertyNames') return JSON.stringify(value) === '{"type":"string"}';
  if (key === 'additionalProperties') return JSON.stringify(value) === '{}';
  if (key === 'minimum') return value === Number.MIN_SAFE_INTEGER;
  return key === 'maximum' && value === Number.MAX_SAFE_INTEGER;
}
