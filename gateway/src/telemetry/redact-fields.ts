import type { LogFields } from '../platform/logger.ts';

/**
 * A safety net: nobody should log secrets or inputs, and if somebody does, they do not get out.
 * Gives a copy in which values under such names are masked, at any depth, and errors are plain data.
 */
export function redactFields(fields: LogFields): Record<string, unknown> {
  return redactMembers(fields, 0);
}

const mask = '[redacted]';
const deepest = 6;

function redactMembers(fields: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    copy[name] = value !== undefined && isSecretName(name) ? mask : redactValue(value, depth + 1);
  }
  return copy;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date || value instanceof URL) return value;
  return redactMembers(value, depth);
}

/* Only these: what else hangs on an error (a request, details) may hold anything. */
function redactError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { name, message, code, stack, cause: redactValue(cause, depth + 1) };
}

const secretName =
  /^(inputs|.*authorization|.*cookie|.*password|.*passphrase|.*secret|.*token|.*key)$/;
const knownNames = new Map<string, boolean>();
const mostKnownNames = 1000;

function isSecretName(name: string): boolean {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const isSecret = secretName.test(name.toLowerCase());
  if (knownNames.size < mostKnownNames) knownNames.set(name, isSecret);
  return isSecret;
}
