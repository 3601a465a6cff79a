import type { Intent } from '../intents/intent.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { JsonValue } from '../platform/json.ts';
import { controls, escapes, type Stripping } from '../platform/strip-controls.ts';
import { stripJson } from '../platform/strip-json.ts';

/**
 * What an engine gave, as it may go on from here: JSON, and without what terminals obey or people do not
 * see. Every result passes here once. One that is clean, as nearly all are, is not copied.
 */
export function takeResult(result: JsonValue, { name, verbatim }: TakenOf): JsonValue {
  const stripping = verbatim ? escapes : controls;
  try {
    if (isClean(result, stripping)) return result;
    return stripJson(result, stripping);
  } catch (cause) {
    throw notJson(name, cause);
  }
}

type TakenOf = Pick<Intent, 'name' | 'verbatim'>;

/* Engines are told to give JSON, but TypeScript cannot hold them to it. */
function isClean(value: unknown, stripping: Stripping): boolean {
  if (typeof value === 'string') return !stripping.isDirty(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return true;
  if (typeof value !== 'object') throw new TypeError(`there is a ${typeof value} in it`);
  if (Array.isArray(value)) return value.every((item) => isClean(item, stripping));
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key];
    /* JSON leaves these members out. */
    if (member === undefined) continue;
    if (stripping.isDirty(key) || !isClean(member, stripping)) return false;
  }
  return true;
}

function notJson(intent: string, cause: unknown): GatewayError {
  return new GatewayError('engine_failed', `${intent} was done, but its result is not JSON.`, {
    hint: 'Do not repeat it: it was done. This is a fault of the engine; tell the owner.',
    cause,
  });
}
