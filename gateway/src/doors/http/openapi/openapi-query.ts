import { z } from 'zod';

/** `full` is every call; `chatgpt` is what a ChatGPT Action can import. */
export const Profile = z.enum(['full', 'chatgpt']);
export type Profile = z.infer<typeof Profile>;

export const OpenApiQuery = z.strictObject({
  profile: Profile.default('full').describe('chatgpt: only what an assistant needs.'),
});
