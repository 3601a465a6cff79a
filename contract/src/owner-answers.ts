import { z } from 'zod';

export const KeyRevoked = z.object({ revoked: z.literal(true) });
export type KeyRevoked = z.infer<typeof KeyRevoked>;

export const CallerRevoked = z.object({
  revoked_keys: z.number().describe('How many keys of the caller stopped working just now.'),
});
export type CallerRevoked = z.infer<typeof CallerRevoked>;

export const Reloaded = z.object({
  reloaded: z.array(z.string()).describe('What was read anew.'),
});
export type Reloaded = z.infer<typeof Reloaded>;
