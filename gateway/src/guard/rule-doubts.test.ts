import { expect, it } from 'vitest';
import { ruleDoubts } from './rule-doubts.ts';

it('names the rules whose intents there are not', () => {
  const rules = [
    { id: 'a', intent: 'ssh.exec' },
    { id: 'b', intent: 'shh.*' },
    { id: 'c', intent: '*' },
  ];
  expect(ruleDoubts(rules, ['ssh.exec', 'memory.write'])).toEqual([
    'The rule "b" matches nothing: there is no intent "shh.*".',
  ]);
});
