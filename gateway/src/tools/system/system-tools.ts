import { z } from 'zod';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { isoTime } from '../../platform/clock.ts';

const longestWaitMs = 10 * 60_000;
const progressEveryMs = 1000;

/** The `system.*` intents: for trying out that calls arrive, and how jobs feel. */
export function systemTools({ now }: { now: () => number }): readonly Tool[] {
  return [pingSystem(now), waitSystem()];
}

function pingSystem(now: () => number): Tool {
  return defineTool({
    name: 'system.ping',
    title: 'Ping',
    description: 'Answers at once with the time of the gateway: shows that calls arrive.',
    effect: 'read',
    inputs: z.strictObject({}),
    outputs: z.object({ pong: z.literal(true), time: z.iso.datetime() }),
    examples: [{ say: 'Are you there?', inputs: {} }],
    run: async () => ({ result: { pong: true, time: isoTime(now()) } }),
  });
}

function waitSystem(): Tool {
  return defineTool({
    name: 'system.wait',
    title: 'Wait',
    description:
      'Waits for some milliseconds and reports progress: for trying out jobs, polling and cancellation.',
    effect: 'read',
    inputs: z.strictObject({
      ms: z
        .int()
        .min(0)
        .max(longestWaitMs)
        .describe('How long to wait, in milliseconds; at most ten minutes.'),
    }),
    outputs: z.object({ waited_ms: z.number() }),
    examples: [{ say: 'Wait twelve seconds', inputs: { ms: 12_000 } }],
    deadlineMs: longestWaitMs + 60_000,
    async run({ inputs, signal, progress }) {
      for (let waitedMs = 0; waitedMs < inputs.ms; waitedMs += progressEveryMs) {
        progress({
          fraction: waitedMs / inputs.ms,
          message: `waited ${waitedMs / 1000} of ${inputs.ms / 1000} s`,
        });
        await sleep(Math.min(progressEveryMs, inputs.ms - waitedMs), undefined, { signal });
      }
      return { result: { waited_ms: inputs.ms } };
    },
  });
}
