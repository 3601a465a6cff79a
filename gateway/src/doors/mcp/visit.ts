import type { Caller } from '../../identity/caller.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { Companion } from '../../runs/companion.ts';

/** Who calls a tool, and how they can be reached meanwhile. */
export interface Visit {
  readonly caller: Caller;
  readonly traceId: string;
  readonly companion: Companion;
  /** The client can ask its user whether to go on with a preview. */
  readonly asksUser: boolean;
  /** How long it is kept waiting where that is less than for others. */
  readonly waitMs?: number;
}

/** Whether the client can show a form to its user. Where it names no mode, it means forms. */
export function showsForms({ elicitation }: JsonObject): boolean {
  if (typeof elicitation !== 'object' || elicitation === null) return false;
  return 'form' in elicitation || !('url' in elicitation);
}
