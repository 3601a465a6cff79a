import { z } from 'zod';
import { MemoryTime, Namespace, SpeakerId, Tags, timeOf } from './memory-schemas.ts';
import type { MemoryScope } from './memory-store.ts';

/** The inputs by which an intent says which memories come into question. */
export const ScopeInputs = z.strictObject({
  tags: Tags.describe('Only memories that carry all of these tags.'),
  speaker_id: SpeakerId.optional().describe('Only what this speaker said.'),
  namespace: Namespace.optional().describe('Only this namespace of your space.'),
  since: MemoryTime.optional().describe('Only what was said then or later.'),
  until: MemoryTime.optional().describe('Only what was said before then.'),
});

export function scopeOf(
  inputs: z.output<typeof ScopeInputs>,
  { space, now }: { space: string; now: number },
): MemoryScope {
  const { tags, speaker_id: speakerId, namespace, since, until } = inputs;
  return {
    space,
    now,
    tags,
    ...(speakerId !== undefined && { speakerId }),
    ...(namespace !== undefined && { namespace }),
    ...(since !== undefined && { since: timeOf(since) }),
    ...(until !== undefined && { until: timeOf(until) }),
  };
}
