import { Answer, OrchestrateRequest } from '#contract';
import { approvalOperations } from './approval-operations.ts';
import {
  finishedExamples,
  orchestrateExamples,
  pendingExamples,
  queryExamples,
} from './examples.ts';
import { flowOperations } from './flow-operations.ts';
import { jobOperations, ownerJobOperations } from './job-operations.ts';
import { keyOperations } from './key-operations.ts';
import type { Operation } from './operation.ts';
import { recordOperations } from './record-operations.ts';
import { reviewOperations } from './review-operations.ts';
import { serviceOperations } from './service-operations.ts';

/** Every call of the HTTP door, in the order of the docs. */
export const operations: readonly Operation[] = [
  {
    id: 'query',
    call: 'POST /query',
    tag: 'Calls',
    summary: 'Look something up, or preview',
    description:
      'Runs an intent that only reads. Of any other it gives a preview. It never changes anything, so use it first. GET /intents tells which intents there are.',
    key: 'caller',
    body: { schema: OrchestrateRequest, examples: queryExamples },
    answers: {
      200: { description: 'The result, or a preview.', schema: Answer, examples: finishedExamples },
      202: {
        description: 'Still running: poll the job.',
        schema: Answer,
        examples: pendingExamples,
      },
    },
    runsIntents: true,
    assistant: 'reads',
  },
  {
    id: 'orchestrate',
    call: 'POST /orchestrate',
    tag: 'Calls',
    summary: 'Do something',
    description:
      'Runs any intent. One that needs consent answers with a preview: show it to the user; if they agree, send the same request with its confirm_token. Do what the next field of the answer says.',
    key: 'caller',
    body: { schema: OrchestrateRequest, examples: orchestrateExamples },
    answers: {
      200: { description: 'Done, or a preview.', schema: Answer, examples: finishedExamples },
      202: {
        description: 'Still running (poll the job), or the owner must decide first.',
        schema: Answer,
        examples: pendingExamples,
      },
    },
    runsIntents: true,
    assistant: 'acts',
  },
  ...jobOperations,
  ...recordOperations,
  ...keyOperations,
  ...reviewOperations,
  ...flowOperations,
  ...approvalOperations,
  ...ownerJobOperations,
  ...serviceOperations,
];
