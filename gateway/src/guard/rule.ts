import { Decide, Effect, Scope } from '#contract';
import { z } from 'zod';
import { parseDuration } from './duration.ts';

export const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const Day = z.enum(daysOfWeek);

const longestWindowMs = 7 * 86_400_000;
/* What a rate rule looks back on is kept in memory, for each caller and intent. */
const mostCalls = 10_000;

const CallerPattern = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9._*-]+$/, 'must be the name of a caller or a pattern such as "script-*"');

const Glob = z.string().max(1000);

const NumberRange = z
  .strictObject({ above: z.number().optional(), below: z.number().optional() })
  .refine(
    ({ above, below }) => above !== undefined || below !== undefined,
    'must have above or below',
  );

const PlainTest = z.union([
  Glob,
  z.number(),
  z.boolean(),
  z.array(Glob).min(1).max(1000),
  NumberRange,
]);

const FieldTest = z.union(
  [PlainTest, z.strictObject({ not: PlainTest })],
  'must be a text (* stands for anything), a list of texts, a number, true or false, {above: 5, below: 10}, or {not: …} of these',
);
/** What a rule asks of one field of the inputs. */
export type FieldTest = z.infer<typeof FieldTest>;

const FieldPath = z
  .string()
  .max(200)
  .regex(/^[^.\s]+(\.[^.\s]+)*$/, 'must be a field of the inputs, such as "host" or "to.address"');

const TimeOfWeek = z
  .strictObject({
    days: z.array(Day).min(1).max(7).optional(),
    between: z
      .string()
      .regex(
        /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
        'must look like "22:00-07:00"',
      )
      .refine((span) => span.slice(0, 5) !== span.slice(6), 'must not end when it begins')
      .optional(),
    zone: z
      .string()
      .refine(isTimeZone, 'must be a time zone such as "Europe/Berlin"')
      .optional()
      .describe('Default: the zone of the machine that the gateway runs on.'),
  })
  .refine(
    ({ days, between }) => days !== undefined || between !== undefined,
    'must have days or between',
  );
export type TimeOfWeek = z.infer<typeof TimeOfWeek>;

const Rate = z.strictObject({
  more_than: z.int().min(0).max(mostCalls).describe('The call after so many of them matches.'),
  within: z
    .string()
    .refine(isWindow, 'must look like "30s", "15m", "1h" or "7d", and be at most "7d"')
    .describe('Counted back from now, such as "1h".'),
});
export type Rate = z.infer<typeof Rate>;

const ExampleInputs = z
  .array(z.record(z.string(), z.json()))
  .max(100)
  .describe('Inputs, as `when` sees them.');

/** One rule as the owner writes it: it matches where everything that it names does. */
export const Rule = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower case letters, digits, ".", "_" or "-"')
    .describe('Its name in answers and receipts.'),
  callers: z
    .union(
      [CallerPattern, z.array(CallerPattern).min(1).max(100)],
      'must be the name of a caller, a pattern such as "script-*", or a list of these',
    )
    .optional()
    .describe('Whose calls; default everybody.'),
  intent: Scope.describe('Intent name or pattern, such as "gmail.*".'),
  effect: z
    .union(
      [Effect, z.array(Effect).min(1).max(4)],
      'must be read, write, outward or destructive, or a list of these',
    )
    .optional()
    .describe('Effect of the very call; default any.'),
  when: z
    .record(FieldPath, FieldTest, {
      error: (issue) =>
        issue.code === 'invalid_key' ? 'must be a field of the inputs, such as "host"' : undefined,
    })
    .optional()
    .describe('What must hold for fields of the resolved inputs.'),
  time: TimeOfWeek.optional().describe('When.'),
  rate: Rate.optional().describe('How many calls of that caller and intent are too many.'),
  decide: Decide.describe('What happens to calls that match; the strictest rule wins.'),
  examples: z
    .strictObject({ hit: ExampleInputs.optional(), miss: ExampleInputs.optional() })
    .optional()
    .describe('Inputs that `when` must match, and inputs that it must not: checked at every load.'),
});
export type Rule = z.infer<typeof Rule>;

function isWindow(text: string): boolean {
  const windowMs = parseDuration(text);
  return windowMs > 0 && windowMs <= longestWindowMs;
}

function isTimeZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
