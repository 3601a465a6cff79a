import { Job, JobsPage, JobsQuery, JobWaitQuery, OwnerJobsQuery, Resolution } from '#contract';
import { jobEventExample, resolutionExamples } from './examples.ts';
import type { Operation } from './operation.ts';

const jobId = 'Id of the job, such as job_01k….';

/** The calls about jobs that a caller has. */
export const jobOperations: readonly Operation[] = [
  {
    id: 'listJobs',
    call: 'GET /jobs',
    tag: 'Jobs',
    summary: 'List jobs, newest first',
    description: 'The jobs of your space, as far as your scopes cover their intents.',
    key: 'caller',
    query: JobsQuery,
    answers: { 200: { description: 'A page of jobs.', schema: JobsPage } },
    assistant: 'reads',
  },
  {
    id: 'getJob',
    call: 'GET /jobs/{id}',
    tag: 'Jobs',
    summary: 'Look at a job, or wait for it',
    description:
      'How a job stands. With wait_s it answers as soon as the job ends, or when that time is over.',
    key: 'caller',
    path: { id: jobId },
    query: JobWaitQuery,
    answers: { 200: { description: 'The job, with its answer once it has ended.', schema: Job } },
    errors: ['job_not_found'],
    assistant: 'reads',
  },
  {
    id: 'cancelJob',
    call: 'POST /jobs/{id}/cancel',
    tag: 'Jobs',
    summary: 'Cancel a job',
    description: 'Asks a running job to end. What it has done already stays done.',
    key: 'caller',
    path: { id: jobId },
    answers: { 200: { description: 'The job after the request to end.', schema: Job } },
    errors: ['job_not_found', 'job_settled'],
    assistant: 'acts',
  },
  {
    id: 'watchJob',
    call: 'GET /jobs/{id}/events',
    tag: 'Jobs',
    summary: 'Follow a job as it runs',
    description:
      'Server-sent events: "progress" while the job runs, "settled" when it has ended. The data of each is the job as JSON.',
    key: 'caller',
    path: { id: jobId },
    answers: {
      200: { description: 'The events.', text: 'text/event-stream', example: jobEventExample },
    },
    errors: ['job_not_found'],
  },
];

/** The calls about jobs that the owner has. */
export const ownerJobOperations: readonly Operation[] = [
  {
    id: 'listJobsOfAllSpaces',
    call: 'GET /owner/jobs',
    tag: 'Owner',
    summary: 'List the jobs of every space',
    key: 'owner',
    query: OwnerJobsQuery,
    answers: { 200: { description: 'A page of jobs.', schema: JobsPage } },
  },
  {
    id: 'getJobOfAnySpace',
    call: 'GET /owner/jobs/{id}',
    tag: 'Owner',
    summary: 'Look at a job of any space',
    key: 'owner',
    path: { id: jobId },
    answers: { 200: { description: 'The job, with its answer once it has ended.', schema: Job } },
    errors: ['job_not_found'],
  },
  {
    id: 'resolveJob',
    call: 'POST /owner/jobs/{id}/resolve',
    tag: 'Owner',
    summary: 'Say how a job of unknown outcome ended',
    description: 'After "not", the same request may run again.',
    key: 'owner',
    path: { id: jobId },
    body: { schema: Resolution, examples: resolutionExamples },
    answers: { 200: { description: 'The job, settled.', schema: Job } },
    errors: ['job_not_found', 'job_settled'],
  },
];
