import type { Answer, KeyRequest, OrchestrateRequest } from '#contract';
import type { Example, Examples } from './operation.ts';

type Sent<T> = Partial<T>;

const request = (summary: string, value: Sent<OrchestrateRequest>): Example => ({ summary, value });
const answer = (summary: string, value: Answer): Example => ({ summary, value });

const jobId = 'job_01k9d0example000000000000';
const frame = {
  mode: 'agent',
  route: { engine: 'agent', reason: 'agent has a tool of this name' },
  duration_ms: 3,
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
} as const;

export const queryExamples: Examples = {
  recall: request('Recall', {
    intent: 'memory.search',
    inputs: { query: 'Which language do I prefer?' },
  }),
  preview: request('See what forgetting would do', {
    intent: 'memory.forget',
    inputs: { id: 'mem_01k9d0example000000000000' },
  }),
};

export const orchestrateExamples: Examples = {
  remember: request('Remember something, once', {
    intent: 'memory.write',
    inputs: { text: 'I prefer Python', tags: ['prefs'] },
    idempotency_key: 'note-42',
  }),
  confirm: request('Go on with a preview', {
    intent: 'memory.forget',
    inputs: { id: 'mem_01k9d0example000000000000' },
    confirm_token: 'the token of the preview',
  }),
};

export const finishedExamples: Examples = {
  success: answer('Done', {
    ...frame,
    status: 'success',
    intent: 'memory.search',
    result: { items: [] },
  }),
  preview: answer('Nothing was done; this is what would happen', {
    ...frame,
    status: 'preview',
    intent: 'memory.forget',
    result: {
      dry_run: true,
      note: 'Nothing was erased yet.',
      would: { forget: ['mem_01k9d0example000000000000'] },
    },
    confirm: { token: 'the token of the preview', expires_at: '2026-11-22T08:10:00.000Z' },
    next: {
      say: 'Show this preview to the user; if they agree, send the same request with this confirm_token.',
    },
  }),
};

export const pendingExamples: Examples = {
  accepted: answer('Still running', {
    ...frame,
    status: 'accepted',
    intent: 'digest.daily',
    job_id: jobId,
    next: {
      say: 'It is still running. Ask for the job again; the call waits up to 20 seconds for the result.',
      call: { method: 'GET', path: `/jobs/${jobId}?wait_s=20` },
    },
  }),
};

export const jobEventExample = `event: progress
data: {"job_id":"${jobId}","status":"running","intent":"digest.daily","created_at":"2026-11-22T08:00:00.000Z"}

`;

const assistantKey: Sent<KeyRequest> = { caller: 'chatgpt', scopes: ['memory.*', 'gmail.search'] };

export const keyExamples: Examples = {
  assistant: { summary: 'A key for an assistant', value: assistantKey },
};

export const policyTestExamples: Examples = {
  forget: {
    summary: 'May ChatGPT forget this?',
    value: {
      intent: 'memory.forget',
      inputs: { id: 'mem_01k9d0example000000000000' },
      caller: 'chatgpt',
    },
  },
};

export const reviewExamples: Examples = {
  accept: {
    summary: 'Accept a tool that only reads',
    value: {
      engine: 'mcp',
      source: 'files',
      accept: [
        {
          name: 'read_text_file',
          digest: '5d0b1f0a3f7f3f1f7c4c4f6d9be0e3ad9d4a7c1b2e8f60a1b2c3d4e5f6a7b8c9',
          effect: 'read',
        },
      ],
    },
  },
  withdraw: {
    summary: 'Take an acceptance back',
    value: { engine: 'mcp', source: 'files', withdraw: ['write_file'] },
  },
};

export const decisionExamples: Examples = {
  approve: { summary: 'Let it run, once', value: { decision: 'approve' } },
  remember: {
    summary: 'Let it run, and do not ask again for exactly this until then',
    value: { decision: 'approve', remember_until: '2026-12-31T23:59:59Z' },
  },
  deny: { summary: 'End it', value: { decision: 'deny' } },
};

export const resolutionExamples: Examples = {
  happened: { summary: 'It did happen', value: { outcome: 'happened' } },
  not: { summary: 'It did not happen', value: { outcome: 'not' } },
};
