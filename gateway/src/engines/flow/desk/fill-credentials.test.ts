import { expect, it } from 'vitest';
import { WorkflowFile } from '../n8n/n8n-api.ts';
import { fillCredentials } from './fill-credentials.ts';

const file = (id: string | null) =>
  WorkflowFile.parse({
    name: 'gmail.search',
    nodes: [
      { name: 'Find mails', type: 'gmail', credentials: { gmailOAuth2: { id, name: 'Gmail' } } },
      { name: 'List them', type: 'code' },
    ],
    connections: {},
  });
const mine = { id: '1', name: 'Mine', type: 'gmailOAuth2' };
const chosen = ({ nodes }: WorkflowFile) => nodes[0]?.credentials?.['gmailOAuth2'];

it('takes the credential of the kind, where there is one', () => {
  expect(chosen(fillCredentials(file(null), [mine]))).toEqual({ id: '1', name: 'Mine' });
});

it.each([
  ['there is none', []],
  ['there are two, for it cannot know which', [mine, { ...mine, id: '2', name: 'Work' }]],
  ['there are only others', [{ ...mine, type: 'slackApi' }]],
])('leaves the choice to the owner where %s', (_, known) => {
  expect(chosen(fillCredentials(file(null), known))).toEqual({ id: null, name: 'Gmail' });
});

it('leaves what was chosen', () => {
  expect(chosen(fillCredentials(file('9'), [mine]))).toEqual({ id: '9', name: 'Gmail' });
});
