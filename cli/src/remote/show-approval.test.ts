import { expect, it } from 'vitest';
import type { Approval } from '#contract';
import { showApproval } from './show-approval.ts';

const approval: Approval = {
  approval_id: 'apr_1',
  status: 'waiting',
  job_id: 'job_1',
  caller: 'chatgpt',
  space: 'personal',
  intent: 'ssh.exec',
  effect: 'destructive',
  rules: ['prod-needs-me', 'night'],
  inputs: { command: 'ls \u202egpj\u001b[2K\n\u200b\u{e0041}', user: 'größe' },
  target: { host: 'prod-1' },
  note: 'It would run.',
  would: { argv: ['ls', '-l'] },
  asked_at: '2026-11-22T10:00:00.000Z',
  expires_at: '2026-11-23T10:00:00.000Z',
};

it('shows a request to the letter, and nothing that a terminal would obey', () => {
  expect(showApproval(approval, (_, text) => text)).toBe(
    [
      'ssh.exec  destructive  apr_1  waiting',
      'asked by chatgpt in the space personal at 2026-11-22T10:00:00.000Z; ends at 2026-11-23T10:00:00.000Z',
      'asked because of prod-needs-me, night',
      'What it asks for',
      '  command: "ls \\u202egpj\\u001b[2K\\n\\u200b\\udb40\\udc41"',
      '  user: "größe"',
      'What it acts on',
      '  host: "prod-1"',
      'What would happen',
      '  argv: ["ls","-l"]',
      '  It would run.',
    ].join('\n'),
  );
});
