import { z } from 'zod';
import { Effect } from './effect.ts';
import { PageQuery } from './page.ts';

export const ApprovalStatus = z.enum(['waiting', 'approved', 'denied', 'expired', 'withdrawn']);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

/** One exact request that waits for the owner, or was decided. Only the owner sees it. */
export const Approval = z.object({
  approval_id: z.string(),
  status: ApprovalStatus,
  job_id: z.string(),
  caller: z.string(),
  space: z.string(),
  intent: z.string(),
  effect: Effect,
  rules: z.array(z.string()).describe('The rules that ask for the decision.'),
  inputs: z.record(z.string(), z.unknown()),
  target: z.record(z.string(), z.unknown()).optional(),
  note: z.string().describe('What would happen, in a sentence.'),
  would: z.record(z.string(), z.unknown()).describe('What would happen, in full.'),
  asked_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  decided_at: z.iso.datetime().optional(),
  remembered_until: z.iso.datetime().optional(),
});
export type Approval = z.infer<typeof Approval>;

/** What the owner says to one request. The first decision counts. */
export const ApprovalDecision = z.strictObject({
  decision: z.enum(['approve', 'deny']),
  remember_until: z.iso
    .datetime()
    .optional()
    .describe(
      'With approve: exactly this request needs no approval under the same rules until then.',
    ),
});
export type ApprovalDecision = z.infer<typeof ApprovalDecision>;

/** `GET /owner/approvals`: newest first. */
export const ApprovalsQuery = PageQuery.extend({
  status: ApprovalStatus.optional().describe('Only approvals that stand like this.'),
});
