import { z } from 'zod';
import { Effect } from './effect.ts';
import { EngineName } from './mode.ts';

/** `new` and `changed` wait for the owner, and nothing of them can be called; `gone` was accepted and is offered no more. */
export const ReviewStatus = z.enum(['accepted', 'new', 'changed', 'gone', 'unusable']);
export type ReviewStatus = z.infer<typeof ReviewStatus>;

const Definition = z.record(z.string(), z.unknown());
const SourceName = z.string().min(1).max(100);

/** One thing that an upstream server or a provider of flows offers, and what the owner said to it. */
export const ReviewItem = z.object({
  engine: EngineName,
  source: z.string().describe('The server or provider.'),
  name: z.string().describe('As the source calls it.'),
  status: ReviewStatus,
  digest: z.string().describe('Names this very form of it: what is accepted is accepted by it.'),
  effect: Effect.describe('The effect that it has, or would get.'),
  effect_from: z
    .enum(['configuration', 'accepted', 'hint'])
    .describe('Who says so: tutti.yaml, the owner at the last review, or only the source itself.'),
  title: z.string().optional(),
  description: z.string().optional(),
  warnings: z.array(z.string()).describe('What to look at before accepting it.'),
  changes: z
    .array(z.object({ field: z.string(), before: z.string(), after: z.string() }))
    .describe('What changed since it was accepted.'),
  problem: z.string().optional().describe('Why it cannot be used.'),
  definition: Definition.optional().describe('All of it, as it is offered now.'),
});
export type ReviewItem = z.infer<typeof ReviewItem>;

export const ReviewSource = z.object({
  engine: EngineName,
  source: z.string(),
  state: z.enum(['idle', 'ready', 'failing']),
  detail: z.string().optional(),
});
export type ReviewSource = z.infer<typeof ReviewSource>;

export const Reviews = z.object({
  sources: z.array(ReviewSource),
  items: z.array(ReviewItem),
  waiting: z.number().describe('How many wait for the owner.'),
});
export type Reviews = z.infer<typeof Reviews>;

export const ReviewsQuery = z.strictObject({
  source: SourceName.optional().describe('Only of this server or provider.'),
  refresh: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: asks the sources what they offer now, which starts servers.'),
});
export type ReviewsQuery = z.infer<typeof ReviewsQuery>;

export const ReviewDecision = z.strictObject({
  engine: EngineName,
  source: SourceName,
  accept: z
    .array(z.strictObject({ name: z.string().min(1).max(200), digest: z.string(), effect: Effect }))
    .max(5000)
    .default([])
    .describe('What is accepted, in the form of this digest.'),
  withdraw: z
    .array(z.string().min(1).max(200))
    .max(5000)
    .default([])
    .describe('What is accepted no longer.'),
});
export type ReviewDecision = z.infer<typeof ReviewDecision>;

export const ReviewDecided = z.object({
  accepted: z.array(z.string()),
  stale: z.array(z.string()).describe('Changed since it was shown, so not accepted.'),
  withdrawn: z.array(z.string()),
});
export type ReviewDecided = z.infer<typeof ReviewDecided>;
