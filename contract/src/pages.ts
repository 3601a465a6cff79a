import type { z } from 'zod';
import { Approval } from './approval.ts';
import { IntentSummary } from './intent-info.ts';
import { Job } from './job.ts';
import { pageOf } from './page.ts';
import { Receipt } from './receipt.ts';

export const JobsPage = pageOf(Job);
export type JobsPage = z.infer<typeof JobsPage>;

export const IntentsPage = pageOf(IntentSummary);
export type IntentsPage = z.infer<typeof IntentsPage>;

export const ReceiptsPage = pageOf(Receipt);
export type ReceiptsPage = z.infer<typeof ReceiptsPage>;

export const ApprovalsPage = pageOf(Approval);
export type ApprovalsPage = z.infer<typeof ApprovalsPage>;
