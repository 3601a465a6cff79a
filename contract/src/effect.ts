import { z } from 'zod';

/**
 * What a run can do to the world, mildest first:
 * `read` changes nothing, `write` can be undone, `outward` reaches other people
 * or leaves the house, `destructive` cannot be undone.
 */
export const Effect = z.enum(['read', 'write', 'outward', 'destructive']);
export type Effect = z.infer<typeof Effect>;

/** Whether a run may be repeated after an unknown outcome: `keyed` means that the far side dedupes by our key. */
export const Repeat = z.enum(['safe', 'keyed', 'never']);
export type Repeat = z.infer<typeof Repeat>;

/** The milder of two effects: an intent's `effectOf` may lower its greatest effect, never raise it. */
export function milderEffect(a: Effect, b: Effect): Effect {
  return Effect.options.indexOf(a) <= Effect.options.indexOf(b) ? a : b;
}
