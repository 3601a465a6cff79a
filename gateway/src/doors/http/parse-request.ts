import type { z } from 'zod';
import { describeIssues } from '../../intents/describe-problems.ts';
import { GatewayError } from '../../platform/gateway-error.ts';

/** Parses a body or a query string by its schema; the refusal names the field and what was expected. */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  hint: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const { sentence, problems } = describeIssues(parsed.error, {
    value: value ?? {},
    knownFields: knownFields(schema),
  });
  throw new GatewayError('invalid_request', `Cannot read the request: ${sentence}.`, {
    hint,
    details: { problems },
  });
}

function knownFields(schema: z.ZodType): readonly string[] {
  const shape: unknown = 'shape' in schema ? schema.shape : undefined;
  return shape !== null && typeof shape === 'object' ? Object.keys(shape) : [];
}
