/** Of two memories that were written one after the other: what tells whether they are one conversation. */
export interface Turn {
  readonly speakerId?: string | undefined;
  readonly source?: string | undefined;
  readonly saidAt: number;
}

const longestPauseMs = 60 * 60_000;

/**
 * Whether a memory goes on with what the one before it said. Facts that an assistant keeps one after the
 * other have nothing to do with each other: only what has speakers, or one source, is a conversation.
 */
export function continues(before: Turn, turn: Turn): boolean {
  if (before.source !== turn.source) return false;
  if (Math.abs(turn.saidAt - before.saidAt) > longestPauseMs) return false;
  if (turn.source !== undefined) return true;
  return before.speakerId !== undefined && turn.speakerId !== undefined;
}
