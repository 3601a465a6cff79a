import type { Effect } from '#contract';
import type { Intent } from '../../intents/intent.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { DoorParts } from './mcp-parts.ts';
import type { Visit } from './visit.ts';

/** The tool by which an intent is run, and how its inputs are handed to it. */
interface Runner {
  readonly tool: string;
  readonly argumentsOf: (inputs: JsonObject) => JsonObject;
}

export type RunToolName = 'run_read' | 'run_write' | 'run_destructive';

/** The tool of the intent itself, where the caller is shown it; else the one for its effect. */
export function runnerOf(
  intent: Intent | undefined,
  { caller }: Visit,
  { catalogOf, settings }: DoorParts,
): Runner {
  const { intents, names } = catalogOf(caller);
  if (intent && intents.length <= settings.maxTools()) {
    return { tool: names.nameOf(intent), argumentsOf: (inputs) => inputs };
  }
  const name = intent?.name ?? '';
  return {
    tool: runToolFor(intent?.effect ?? 'destructive'),
    argumentsOf: (inputs) => ({ intent: name, inputs }),
  };
}

export function runToolFor(effect: Effect): RunToolName {
  switch (effect) {
    case 'read':
      return 'run_read';
    case 'write':
      return 'run_write';
    case 'outward':
    case 'destructive':
      return 'run_destructive';
    default:
      return effect satisfies never;
  }
}
