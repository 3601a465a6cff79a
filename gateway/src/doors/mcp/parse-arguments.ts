import type { z } from 'zod';
import { describeIssues } from '../../intents/describe-problems.ts';
import { GatewayError } from '../../platform/gateway-error.ts';

/** Parses the arguments of a tool of the door; the refusal names the field and what was expected. */
export function parseArguments<Schema extends z.ZodObject>(
  schema: Schema,
  args: unknown,
  tool: string,
): z.output<Schema> {
  const parsed = schema.safeParse(args ?? {});
  if (parsed.success) return parsed.data;
  const { sentence, problems } = describeIssues(parsed.error, {
    value: args ?? {},
    knownFields: Object.keys(schema.shape),
  });
  throw new GatewayError('invalid_inputs', `Cannot call ${tool}: ${sentence}.`, {
    hint: `Call ${tool} again with the arguments of its schema.`,
    details: { problems },
  });
}
