import { expect, it } from 'vitest';
import { describePushed } from './push-flows.ts';

it('names the nodes that lack a credential once, and what else n8n found wrong', () => {
  const problem = [
    '"n8n" answered 400: Cannot publish workflow: 2 nodes have configuration issues:',
    '',
    'Node "List":',
    '  - Missing required credential: gmailOAuth2',
    '',
    'Node "Add":',
    '  - Missing required credential: gmailOAuth2',
    '  - Parameter "Label" is required',
  ].join('\n');
  const missing_credentials = ['List', 'Add'].map((node) => ({ node, type: 'gmailOAuth2' }));
  const flow = { intent: 'gmail.triage', outcome: 'installed', active: false, problem } as const;
  const [, ...lines] = describePushed([{ ...flow, missing_credentials }], (_, text) => text).split(
    '\n',
  );
  expect(lines.slice(0, -1)).toEqual([
    '    - Parameter "Label" is required',
    '  ! no credential (gmailOAuth2) in "List", "Add": make one in n8n and push again; or open the workflow, and choose one or switch these nodes off',
  ]);
});
