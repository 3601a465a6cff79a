import type { JsonValue } from './json.ts';
import type { Stripping } from './strip-controls.ts';

/** The same value with every text and every name in it stripped. */
export function stripJson<Value extends JsonValue>(value: Value, stripping: Stripping): Value;
export function stripJson(value: JsonValue, stripping: Stripping): JsonValue {
  if (typeof value === 'string') return stripping.strip(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => stripJson(item, stripping));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [stripping.strip(key), stripJson(member, stripping)]),
  );
}
