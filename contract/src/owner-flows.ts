import { z } from 'zod';
import { Effect } from './effect.ts';

const JsonValues = z.record(z.string(), z.unknown());
const ProviderName = z.string().min(1).max(63);

/** Where workflows run, and whether they can be asked. */
export const FlowProviderInfo = z.object({
  name: z.string(),
  type: z.enum(['n8n', 'activepieces', 'webhook']),
  url: z.string(),
  state: z.enum(['ready', 'failing']),
  detail: z.string().optional(),
  discovers: z.boolean().describe('Whether it is asked which workflows it has.'),
});

/** One flow, however it came to be known. */
export const FlowInfo = z.object({
  intent: z.string(),
  provider: z.string(),
  status: z
    .enum(['configured', 'accepted', 'new', 'changed', 'gone', 'unusable'])
    .describe(
      'configured: by tutti.yaml; new and changed wait for "tutti flows review" and cannot be called.',
    ),
  active: z.boolean().optional().describe('Whether the workflow listens, where that is known.'),
  effect: Effect.optional(),
  dry_run: z.boolean().optional(),
  description: z.string().optional(),
  workflow_id: z.string().optional(),
  url: z.string().optional().describe('Where you open the workflow.'),
  problem: z.string().optional(),
});
export type FlowInfo = z.infer<typeof FlowInfo>;

export const Flows = z.object({ providers: z.array(FlowProviderInfo), flows: z.array(FlowInfo) });
export type Flows = z.infer<typeof Flows>;

/** Installs workflows that ship, or one of your own. */
export const FlowPush = z.strictObject({
  provider: ProviderName.optional().describe('Default: the only n8n with an api_key.'),
  names: z
    .array(z.string().min(1).max(200))
    .max(50)
    .optional()
    .describe('Workflows that ship with Tutti; default all of them.'),
  workflow: JsonValues.optional().describe('A workflow of your own, as n8n exports it.'),
});
export type FlowPush = z.infer<typeof FlowPush>;

export const PushedFlow = z.object({
  intent: z.string(),
  outcome: z.enum(['installed', 'updated', 'unchanged', 'failed']),
  workflow_id: z.string().optional(),
  url: z.string().optional(),
  active: z.boolean(),
  missing_credentials: z
    .array(z.object({ node: z.string(), type: z.string(), name: z.string().optional() }))
    .describe('Choose these in n8n, once; a push keeps what was chosen.'),
  problem: z.string().optional(),
});
export type PushedFlow = z.infer<typeof PushedFlow>;

export const FlowsPushed = z.object({ provider: z.string(), flows: z.array(PushedFlow) });
export type FlowsPushed = z.infer<typeof FlowsPushed>;

export const PulledFlow = z.object({
  intent: z.string(),
  provider: z.string(),
  workflow: JsonValues,
});
export type PulledFlow = z.infer<typeof PulledFlow>;

export const FlowRoundTripRequest = z.strictObject({ provider: ProviderName.optional() });

/** The way to a provider and back, tried with a workflow that is removed again. */
export const FlowRoundTrip = z.object({
  provider: z.string(),
  there: z.boolean().describe('Whether the workflow was called.'),
  back: z.boolean().describe('Whether its callback arrived.'),
  there_ms: z.number().optional(),
  back_ms: z.number().optional(),
  callback_url: z.string(),
  problem: z.string().optional(),
  hint: z.string().optional(),
});
export type FlowRoundTrip = z.infer<typeof FlowRoundTrip>;

export const FlowRoundTrips = z.object({ providers: z.array(FlowRoundTrip) });
export type FlowRoundTrips = z.infer<typeof FlowRoundTrips>;
