import type { CappedResult } from '#contract';
import type { NewId } from '../platform/ids.ts';
import type { JsonValue } from '../platform/json.ts';
import type { StoredResult } from './run-store.ts';

const keptMs = 7 * 24 * 60 * 60_000;
const headChars = 4000;

interface CappedParts {
  readonly result: JsonValue | CappedResult;
  /** The whole text, to be kept, where the answer has only its head. */
  readonly stored?: StoredResult;
}

/** Lets a result through that fits an answer; of a larger one gives the head and a handle for the rest. */
export function capResult(
  result: JsonValue,
  run: { maxChars: number; newId: NewId; space: string; intent: string; now: number },
): CappedParts {
  if (isSurelyWithin(run.maxChars, result)) return { result };
  const text = JSON.stringify(result);
  if (text.length <= run.maxChars) return { result };
  const handle = run.newId('res');
  return {
    result: { capped: true, handle, total_chars: text.length, head: headOf(text) },
    stored: { handle, space: run.space, intent: run.intent, text, expiresAt: run.now + keptMs },
  };
}

/* Most results are far below the cap, and the answer writes them as JSON anyway: here a rough count will do. */
function isSurelyWithin(maxChars: number, result: JsonValue): boolean {
  return charsLeft(maxChars, result) >= 0;
}

const longestNumberChars = 25;
/* Where every character is written as an escape. */
const charsPerChar = 6;

function charsLeft(chars: number, value: JsonValue | undefined): number {
  if (chars < 0) return chars;
  if (typeof value === 'string') return chars - charsPerChar * value.length - 2;
  if (value === null || typeof value !== 'object') return chars - longestNumberChars;
  let left = chars - 2;
  if (isList(value)) {
    for (const item of value) left = charsLeft(left - 1, item);
    return left;
  }
  for (const key in value) left = charsLeft(left - charsPerChar * key.length - 4, value[key]);
  return left;
}

/* Array.isArray does not tell a read-only list from an object. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/* One character less where the cut would leave half of a surrogate pair, which strict readers refuse. */
function headOf(text: string): string {
  const head = text.slice(0, headChars);
  return head.isWellFormed() ? head : head.slice(0, -1);
}
