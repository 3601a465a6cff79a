import { z } from 'zod';

const longestCommand = 8192;

/** What both ssh intents take. */
export const CommandInputs = z.strictObject({
  host: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Name of a host that the owner listed; may be left out where there is only one.'),
  command: z.string().min(1).max(longestCommand).describe('The shell command, as plain as can be.'),
  user: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe("User to run it as, of the host's list; default: the host's own."),
});

export const CommandResult = z.object({
  exit_code: z.int().nullable().describe('null: ended by a signal, or because it said too much.'),
  signal: z.string().optional().describe('Such as SIGTERM.'),
  host: z.string(),
  user: z.string(),
  command: z.string().describe('What ran: the command as it was understood.'),
  assurance: z
    .enum(['classified', 'contained'])
    .describe('contained: the host itself keeps this login from writing.'),
  truncated: z.boolean().describe('true: only the first megabyte of a stream was kept.'),
  stdout_bytes: z.int(),
  stderr_bytes: z.int(),
  duration_ms: z.number(),
  stdout: z.string(),
  stderr: z.string(),
});
