import { z } from 'zod';
import type { NewId } from '../../platform/ids.ts';
import type { HeardLedger } from './heard-ledger.ts';
import {
  defaultNamespace,
  MemoryId,
  MemoryTime,
  Namespace,
  Source,
  SpeakerId,
  TagList,
  timeOf,
} from './memory-schemas.ts';
import type { NewMemory } from './memory-store.ts';
import { trustOf } from './trust-of.ts';

/** What may be said about a text that is to be remembered. */
export const About = z.strictObject({
  tags: TagList.optional().describe('Words to file it under.'),
  speaker_id: SpeakerId.optional().describe('Who said it.'),
  namespace: Namespace.optional().describe('Keeps things apart within your space.'),
  said_at: MemoryTime.optional().describe('When it was said, if not now.'),
  source: Source.optional(),
  expires_at: MemoryTime.optional().describe(
    'From then on it is found no more, and is erased soon after.',
  ),
  supersedes: z
    .array(MemoryId)
    .max(20)
    .optional()
    .describe('Memories that no longer hold, because this one does. "as_of" still finds them.'),
});

interface Handed {
  readonly newId: NewId;
  readonly at: number;
  readonly caller: { readonly name: string; readonly space: string };
  /** Of what the caller was told from outside; left out where that is known to be the source anyway. */
  readonly ledger?: Pick<HeardLedger, 'findHeard'>;
}

/** A memory as a caller hands it in. */
export function newMemory(
  { text, ...about }: z.output<typeof About> & { readonly text: string },
  { newId, at, caller, ledger }: Handed,
): NewMemory {
  const source = about.source ?? ledger?.findHeard(caller, text);
  return {
    id: newId('mem'),
    space: caller.space,
    namespace: about.namespace ?? defaultNamespace,
    text,
    tags: about.tags ?? [],
    ...(about.speaker_id !== undefined && { speakerId: about.speaker_id }),
    ...(source !== undefined && { source }),
    trust: trustOf(source, caller.name),
    caller: caller.name,
    createdAt: at,
    saidAt: about.said_at === undefined ? at : timeOf(about.said_at),
    ...(about.expires_at !== undefined && { expiresAt: timeOf(about.expires_at) }),
  };
}
