import { z } from 'zod';

export const CallerName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower case letters, digits, ".", "_" or "-"');

export const Scope = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(\*|[A-Za-z0-9_.*-]+)$/, 'must be an intent name or a pattern such as "memory.*"');

/** What the owner sends to make a key. A caller of that name is made if there is none. */
export const KeyRequest = z.strictObject({
  caller: CallerName,
  space: CallerName.optional().describe('Only for a new caller; default "personal".'),
  scopes: z.array(Scope).min(1).max(100).optional().describe('Intent patterns; default all.'),
  expires_in_days: z.number().int().min(1).max(3650).optional(),
  rate_per_minute: z.number().int().min(1).max(1_000_000).optional(),
  callback_hosts: z
    .array(z.string().min(1).max(253))
    .max(50)
    .optional()
    .describe(
      'Hosts that callbacks may go to: "hooks.example.org", or "10.0.0.5:9000" for a private address.',
    ),
});
export type KeyRequest = z.infer<typeof KeyRequest>;

export const CallerInfo = z.object({
  caller: z.string(),
  space: z.string(),
  scopes: z.array(z.string()),
  rate_per_minute: z.number(),
  callback_hosts: z.array(z.string()),
  created_at: z.iso.datetime(),
});
export type CallerInfo = z.infer<typeof CallerInfo>;

export const KeyInfo = z.object({
  key_id: z.string(),
  caller: z.string(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime().optional(),
  revoked_at: z.iso.datetime().optional(),
});
export type KeyInfo = z.infer<typeof KeyInfo>;

/** The only time that a key is shown. */
export const NewKey = z.object({
  key: z.string(),
  key_id: z.string(),
  caller: CallerInfo,
  callback_secret: z.string().optional().describe('Verifies callbacks (Standard Webhooks).'),
});
export type NewKey = z.infer<typeof NewKey>;

export const CallersPage = z.object({
  items: z.array(CallerInfo.extend({ keys: z.array(KeyInfo) })),
  next_cursor: z.string().optional(),
});
export type CallersPage = z.infer<typeof CallersPage>;
