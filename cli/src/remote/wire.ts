import { Answer, IntentInfo, IntentSummary, Job, pageOf, Receipt } from '#contract';
import { z } from 'zod';

/*
 * The contract as its reader: a newer gateway may send fields and error codes that this version
 * does not know, and `--json` prints what was sent.
 */
const AnyError = z.looseObject({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  retryable: z.boolean(),
});

export const AnyAnswer = Answer.extend({ error: AnyError.optional() }).loose();
export type AnyAnswer = z.infer<typeof AnyAnswer>;

export const AnyJob = Job.extend({ answer: AnyAnswer.optional() }).loose();
export type AnyJob = z.infer<typeof AnyJob>;

export const JobsPage = pageOf(AnyJob).loose();
export const IntentsPage = pageOf(IntentSummary.loose()).loose();
export const AnyIntent = IntentInfo.loose();
export const AnyReceipt = Receipt.loose();
export const ReceiptsPage = pageOf(AnyReceipt).loose();
