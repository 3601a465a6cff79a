import { z } from 'zod';

/** A client (an assistant, a program) that the owner let in by sign-in. */
export const ClientInfo = z.object({
  consent_id: z.string(),
  client: z.string().describe('As it calls itself.'),
  client_id: z.string(),
  redirect_host: z.string().describe('Where its codes are sent to.'),
  caller: z.string().describe('The caller that it acts as.'),
  space: z.string(),
  scopes: z.array(z.string()).describe('What that caller may do now.'),
  state: z.enum(['live', 'ended', 'revoked']),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().optional().describe('When it last took a token.'),
  live_until: z.iso.datetime().describe('Unless it comes again before.'),
  revoked_at: z.iso.datetime().optional(),
});
export type ClientInfo = z.infer<typeof ClientInfo>;

export const ClientsPage = z.object({ items: z.array(ClientInfo) });
export type ClientsPage = z.infer<typeof ClientsPage>;

export const ClientRevoked = z.object({
  revoked: z.number().describe('How many consents ended just now.'),
});
export type ClientRevoked = z.infer<typeof ClientRevoked>;
