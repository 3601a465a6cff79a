import { z } from 'zod';
import type { ConfigProblem } from './config-error.ts';
import { LogLevel } from './config-schema.ts';
import { problemOfIssue } from './issue-sentence.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const Key = z
  .string()
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'must be made of letters, digits and signs of ASCII, without spaces');

const portMessage = 'must be a whole number from 0 to 65535';

const Variables = z.object({
  HOST: z.string().max(253).optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portMessage)
    .transform(Number)
    .refine((port) => port <= 65_535, portMessage)
    .optional(),
  TUTTI_DATA_DIR: z.string().optional(),
  TUTTI_API_KEY: Key.optional(),
  TUTTI_OWNER_KEY: Key.optional(),
  TUTTI_LOG_LEVEL: LogLevel.optional(),
});
export type Variables = z.infer<typeof Variables>;

const secrets = new Set(['TUTTI_API_KEY', 'TUTTI_OWNER_KEY']);

export type ParsedEnvironment =
  | { readonly ok: true; readonly values: Variables }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads the variables that configure the gateway. A variable that is set to nothing counts as not set. */
export function parseEnvironment(env: Environment): ParsedEnvironment {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  if (filled['DATABASE_URL'] !== undefined) return { ok: false, problems: [noPostgresYet] };
  const parsed = Variables.safeParse(filled, { reportInput: true });
  if (parsed.success) return { ok: true, values: parsed.data };
  const problems = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const written = secrets.has(name) ? undefined : filled[name];
    return { field: name, message: `${name} ${problemOfIssue(issue, written)}` };
  });
  return { ok: false, problems };
}

const noPostgresYet: ConfigProblem = {
  field: 'DATABASE_URL',
  message:
    'DATABASE_URL is set, but this version of Tutti keeps its data in SQLite only; unset DATABASE_URL to go on',
};
