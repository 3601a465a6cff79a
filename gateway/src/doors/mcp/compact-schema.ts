import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/json.ts';

/**
 * The same schema in fewer words: without the pattern of what a format says already, and without bounds that every
 * whole number keeps. Models read schemas with every request.
 */
export function compactSchema(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema)
    .filter(([key, value]) => !saysNothing(key, value, schema))
    .map(([key, value]) => [key, compactValue(value)]);
  return Object.fromEntries(entries) as JsonObject;
}

function compactValue(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => compactValue(item));
  return isJsonObject(value) ? compactSchema(value) : value;
}

function saysNothing(key: string, value: JsonValue, { format }: JsonObject): boolean {
  if (key === 'pattern') return typeof value === 'string' && typeof format === 'string';
  if (key === 'minimum') return value === Number.MIN_SAFE_INTEGER;
  return key === 'maximum' && value === Number.MAX_SAFE_INTEGER;
}
