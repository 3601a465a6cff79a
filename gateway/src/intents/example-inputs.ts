import { isJsonObject, type JsonObject, type JsonValue } from '../platform/json.ts';

const deepest = 6;

/** Inputs that fit a JSON Schema of others, as far as it says what fits: only what is required, and plain values. */
export function exampleInputs(schema: JsonObject): JsonObject {
  const example = exampleOf(schema, 0);
  return isJsonObject(example) ? example : {};
}

function exampleOf(schema: JsonValue | undefined, depth: number): JsonValue {
  if (!isJsonObject(schema) || depth > deepest) return null;
  const { examples, enum: values, type } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0] as JsonValue;
  if (schema['default'] !== undefined) return schema['default'];
  if (schema['const'] !== undefined) return schema['const'];
  if (Array.isArray(values) && values.length > 0) return values[0] as JsonValue;
  const [oneType] = [type].flat();
  switch (oneType) {
    case 'object':
      return exampleObject(schema, depth);
    case 'array':
      return [exampleOf(schema['items'] ?? { type: 'string' }, depth + 1)];
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 1;
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return '…';
  }
}

function exampleObject({ properties, required }: JsonObject, depth: number): JsonObject {
  if (!isJsonObject(properties) || !Array.isArray(required)) return {};
  const names = required.filter((name): name is string => typeof name === 'string');
  return Object.fromEntries(names.map((name) => [name, exampleOf(properties[name], depth + 1)]));
}
