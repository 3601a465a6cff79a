import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '#contract';
import { GatewayError } from '../../platform/gateway-error.ts';

const deepest = 64;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads a request body as JSON, refusing what parsers disagree on: broken UTF-8, halves of surrogate
 * pairs, a key that stands twice, keys that reach into prototypes, numbers beyond all bounds, and
 * nesting deeper than any request needs.
 */
export function parseStrictJson(body: Buffer): unknown {
  if (!isUtf8(body)) {
    throw refusal(
      'invalid_encoding',
      'The body is not valid UTF-8.',
      'Send the JSON encoded as UTF-8.',
    );
  }
  const text = body.toString('utf8');
  const { depth, members } = outlineOf(text);
  if (depth > deepest) {
    throw refusal(
      'too_deep',
      `The body is nested deeper than ${deepest} levels.`,
      'Flatten the inputs.',
    );
  }
  const value = parsed(text);
  if (countMembers(value) !== members) {
    throw refusal(
      'duplicate_key',
      'The body has the same key twice in one object.',
      'Send every key once.',
    );
  }
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read';
    throw refusal(
      'invalid_json',
      `The body is not JSON: ${reason}.`,
      'Send one JSON object, for example {"intent": "system.ping"}.',
    );
  }
}

/** How deep the text nests, and how many `key: value` members it writes: one colon each, outside of strings. */
function outlineOf(text: string): { depth: number; members: number } {
  let depth = 0;
  let open = 0;
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22 /* " */:
        at = endOfString(text, at);
        break;
      case 0x7b /* { */:
      case 0x5b /* [ */:
        open += 1;
        if (open > depth) depth = open;
        break;
      case 0x7d /* } */:
      case 0x5d /* ] */:
        open -= 1;
        break;
      case 0x3a /* : */:
        members += 1;
        break;
      default:
    }
  }
  return { depth, members };
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c /* \ */) at += 1;
    else if (code === 0x22 /* " */) return at;
  }
  return text.length;
}

/* A key written twice is one member of the parsed object, so this comes out lower than the text's count. */
function countMembers(value: unknown): number {
  if (typeof value === 'string') refuseHalfPairs(value);
  else if (typeof value === 'number') refuseInfinity(value);
  if (value === null || typeof value !== 'object') return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countMembers(item), 0);
  const object = value as Record<string, unknown>;
  let members = 0;
  for (const key in object) {
    refuseForbidden(key);
    refuseHalfPairs(key);
    members += 1 + countMembers(object[key]);
  }
  return members;
}

function refuseForbidden(key: string): void {
  if (!forbiddenKeys.has(key)) return;
  throw refusal(
    'forbidden_key',
    `The key "${key}" is not allowed anywhere in the body.`,
    'Choose another name for it.',
  );
}

/* An escape can write what UTF-8 cannot: stored, it would come back as another text. */
function refuseHalfPairs(text: string): void {
  if (text.isWellFormed()) return;
  throw refusal(
    'invalid_encoding',
    'A text in the body has half of a surrogate pair.',
    'Write characters beyond U+FFFF as they are, or as two \\u escapes in a row.',
  );
}

/* JSON.parse reads 1e999 as Infinity, which no JSON can say again. */
function refuseInfinity(value: number): void {
  if (Number.isFinite(value)) return;
  throw refusal(
    'invalid_json',
    'A number in the body is too large to be one.',
    'Send it as a string.',
  );
}

function refusal(code: ErrorCode, message: string, hint: string): GatewayError {
  return new GatewayError(code, message, { hint });
}
