import { z } from 'zod';
import { CallerName } from './caller.ts';
import { Effect } from './effect.ts';
import { EngineName, Mode } from './mode.ts';
import { IntentName } from './orchestrate-request.ts';

/** What the guard says to a call, mildest first. */
export const Decide = z.enum(['allow', 'confirm', 'approve', 'deny']);
export type Decide = z.infer<typeof Decide>;

/** `not_evaluable`: the call lacks what the rule asks about. It counts as a match, except for allow. */
export const Verdict = z.enum(['matched', 'not_matched', 'not_evaluable']);
export type Verdict = z.infer<typeof Verdict>;

/** `POST /owner/policy/test`: what would be decided on such a call. Nothing is run. */
export const PolicyTestRequest = z.strictObject({
  intent: IntentName,
  inputs: z.record(z.string(), z.unknown()).default({}).describe('Inputs of the intent.'),
  caller: CallerName.default('local-cli').describe('In whose name.'),
  mode: Mode.default('auto'),
});
export type PolicyTestRequest = z.infer<typeof PolicyTestRequest>;

const CheckExplained = z.object({
  part: z.string().describe('The part of the rule, such as "callers" or "when host".'),
  verdict: Verdict,
  why: z.string(),
});

export const RuleExplained = z.object({
  id: z.string(),
  decide: Decide,
  verdict: Verdict,
  counts: z.boolean().describe('Whether the rule takes part in the decision.'),
  lifted: z.boolean().describe('Whether a remembered approval takes the place of its question.'),
  checks: z.array(CheckExplained),
});
export type RuleExplained = z.infer<typeof RuleExplained>;

/** Why a call would be decided on as it is. */
export const PolicyTest = z.object({
  intent: z.string(),
  engine: EngineName,
  caller: z.string(),
  in_scope: z.boolean().describe('false: for this caller the intent does not exist.'),
  effect: Effect.describe('The effect of these very inputs.'),
  inputs: z.record(z.string(), z.unknown()).describe('The inputs as the rules see them.'),
  decision: z.object({
    kind: Decide,
    rule: z.string().describe('Id of the deciding rule, or "default:…" or "intent:…".'),
    matched: z.array(z.string()).describe('Every rule that asks for just this.'),
  }),
  policy_version: z.string(),
  rules: z.array(RuleExplained),
});
export type PolicyTest = z.infer<typeof PolicyTest>;
