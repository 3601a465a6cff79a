import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { chatgptActions, chatgptActionsFile } from './chatgpt-actions.ts';

it('examples/chatgpt_actions.json is current (npm run examples writes it)', () => {
  expect(readFileSync(chatgptActionsFile, 'utf8')).toBe(chatgptActions());
});
