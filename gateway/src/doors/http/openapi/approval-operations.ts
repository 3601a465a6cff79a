import {
  Approval,
  ApprovalDecision,
  ApprovalsPage,
  ApprovalsQuery,
  PolicyTest,
  PolicyTestRequest,
} from '#contract';
import { decisionExamples, policyTestExamples } from './examples.ts';
import type { Operation } from './operation.ts';

const approvalId = 'Id of the approval, such as apr_01k….';

/** The calls by which the owner decides, and sees why something would be decided so. */
export const approvalOperations: readonly Operation[] = [
  {
    id: 'testPolicy',
    call: 'POST /owner/policy/test',
    tag: 'Owner',
    summary: 'Explain how a call would be decided on',
    description:
      'Every rule, with what it asks and what it finds, and the decision. Nothing is run, and the call is not counted.',
    key: 'owner',
    body: { schema: PolicyTestRequest, examples: policyTestExamples },
    answers: { 200: { description: 'The decision, and why.', schema: PolicyTest } },
    errors: ['caller_not_found', 'unknown_intent', 'invalid_inputs', 'mode_unavailable'],
  },
  {
    id: 'listApprovals',
    call: 'GET /owner/approvals',
    tag: 'Owner',
    summary: 'List what waits for the owner, or was decided',
    description: 'Newest first. A browser gets a page instead, behind sign-in.',
    key: 'owner',
    query: ApprovalsQuery,
    answers: { 200: { description: 'A page of approvals.', schema: ApprovalsPage } },
  },
  {
    id: 'getApproval',
    call: 'GET /owner/approvals/{id}',
    tag: 'Owner',
    summary: 'Look at one request in full',
    description: 'Looking never decides. A browser gets a page instead, behind sign-in.',
    key: 'owner',
    path: { id: approvalId },
    answers: { 200: { description: 'The request, and how it stands.', schema: Approval } },
    errors: ['approval_not_found'],
  },
  {
    id: 'decideApproval',
    call: 'POST /owner/approvals/{id}/decide',
    tag: 'Owner',
    summary: 'Approve or deny a request',
    description:
      'The first decision counts. What is approved runs by itself, once; caller, rules and target are looked at once more before.',
    key: 'owner',
    path: { id: approvalId },
    body: { schema: ApprovalDecision, examples: decisionExamples },
    answers: { 200: { description: 'The approval, decided.', schema: Approval } },
    errors: ['approval_not_found', 'approval_decided', 'approval_expired'],
  },
];
