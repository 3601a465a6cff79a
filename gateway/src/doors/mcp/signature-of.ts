import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/json.ts';

const mostChoices = 12;

/** The inputs of a schema in one line: `repo: string, state?: open|closed, labels?: string[]`. */
export function signatureOf(schema: JsonObject): string {
  const { properties, required } = schema;
  if (!isJsonObject(properties)) return '';
  const needed = new Set(isList(required) ? required : []);
  const fields = Object.entries(properties).map(([name, property]) => ({
    text: `${name}${needed.has(name) ? '' : '?'}: ${typeOf(property)}`,
    isNeeded: needed.has(name),
  }));
  const sorted = fields.toSorted((a, b) => Number(b.isNeeded) - Number(a.isNeeded));
  return sorted.map(({ text }) => text).join(', ');
}

function typeOf(schema: JsonValue): string {
  if (!isJsonObject(schema)) return 'any';
  const { type, enum: choices, items, anyOf, oneOf } = schema;
  if (isList(choices)) return choices.slice(0, mostChoices).map(String).join('|');
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (type === 'array') return `${items === undefined ? 'any' : typeOf(items)}[]`;
  if (typeof type === 'string') return type;
  if (isList(type)) return type.map(String).join('|');
  const options = anyOf ?? oneOf;
  return isList(options) ? options.slice(0, mostChoices).map(typeOf).join('|') : 'any';
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
