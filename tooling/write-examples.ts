/** Writes `examples/chatgpt_actions.json`, the OpenAPI document that a ChatGPT Action imports. */
import { writeFileSync } from 'node:fs';
import { chatgptActions, chatgptActionsFile } from '../test/openapi/chatgpt-actions.ts';

writeFileSync(chatgptActionsFile, chatgptActions());
console.log('wrote examples/chatgpt_actions.json');
