import {
  FlowPush,
  FlowRoundTripRequest,
  FlowRoundTrips,
  Flows,
  FlowsPushed,
  PulledFlow,
} from '#contract';
import type { Operation } from './operation.ts';

/** The calls by which the owner sees and installs flows. What flows report is in docs/flow-contract.md. */
export const flowOperations: readonly Operation[] = [
  {
    id: 'listFlows',
    call: 'GET /owner/flows',
    tag: 'Owner',
    summary: 'List flows, and what runs them',
    description:
      'Asks each n8n which workflows it has now. What is new or changed waits for a review.',
    key: 'owner',
    answers: { 200: { description: 'Providers and flows.', schema: Flows } },
  },
  {
    id: 'pushFlows',
    call: 'POST /owner/flows/push',
    tag: 'Owner',
    summary: 'Install workflows in n8n, or bring them up to date',
    description:
      'Those that ship with Tutti, or one of your own. Credentials and settings that were chosen in n8n stay; the same push again changes nothing.',
    key: 'owner',
    body: {
      schema: FlowPush,
      examples: {
        shipped: { summary: 'One that ships', value: { names: ['gmail.triage'] } },
      },
    },
    answers: { 200: { description: 'What happened to each.', schema: FlowsPushed } },
    errors: ['engine_unavailable', 'engine_failed'],
  },
  {
    id: 'pullFlow',
    call: 'GET /owner/flows/{intent}/workflow',
    tag: 'Owner',
    summary: 'Export a workflow from n8n',
    key: 'owner',
    path: { intent: 'The intent that the workflow declares.' },
    answers: { 200: { description: 'The workflow, as n8n exports it.', schema: PulledFlow } },
    errors: ['engine_unavailable', 'engine_failed'],
  },
  {
    id: 'tryFlows',
    call: 'POST /owner/flows/roundtrip',
    tag: 'Owner',
    summary: 'Try the way to n8n and back',
    description: 'With a workflow that is made for it and removed again.',
    key: 'owner',
    body: {
      schema: FlowRoundTripRequest,
      examples: { one: { summary: 'One provider', value: { provider: 'n8n' } } },
    },
    answers: { 200: { description: 'How it went.', schema: FlowRoundTrips } },
  },
];
