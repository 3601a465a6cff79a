import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Repeat } from '../../contract/src/index.ts';
import { defineTool, type Tool } from '../../gateway/src/intents/define-tool.ts';

/**
 * Tools with an effect outside of the gateway's store: a line in a file, which no recovery can take back.
 * `ledger.once` must never be repeated, `ledger.safe` may be.
 */
export function ledgerTools(file: string): readonly Tool[] {
  return [
    ledgerTool('ledger.once', { file, repeat: 'never' }),
    ledgerTool('ledger.safe', { file, repeat: 'safe' }),
  ];
}

function ledgerTool(name: string, { file, repeat }: { file: string; repeat: Repeat }): Tool {
  return defineTool({
    name,
    title: 'Enter',
    description: 'Enters a line into a ledger.',
    effect: 'write',
    repeat,
    inputs: z.strictObject({
      id: z.string(),
      before_ms: z.int().min(0).default(0).describe('How long it takes up to the effect.'),
      after_ms: z.int().min(0).default(0).describe('How long it takes from there to its end.'),
    }),
    outputs: z.object({ entered: z.string() }),
    examples: [{ say: 'Enter it', inputs: { id: 'a' } }],
    async run({ inputs: { id, before_ms, after_ms } }) {
      await sleep(before_ms);
      appendFileSync(file, `${name} ${id}\n`);
      await sleep(after_ms);
      return { result: { entered: id } };
    },
  });
}
