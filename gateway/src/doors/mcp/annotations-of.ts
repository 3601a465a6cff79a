import type { Effect } from '#contract';
import type { Intent } from '../../intents/intent.ts';

/** What clients decide by whether to ask their user. All four are always said. */
export interface Annotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

type Annotated = Pick<Intent, 'effect' | 'repeat' | 'engine' | 'reachesOutside'>;

/** Said from what an intent declares, so that it is as true as that. */
export function annotationsOf({ effect, repeat, engine, reachesOutside }: Annotated): Annotations {
  return {
    ...hintsOfEffect(effect),
    idempotentHint: repeat === 'safe',
    openWorldHint: effect === 'outward' || engine !== 'agent' || reachesOutside === true,
  };
}

function hintsOfEffect(effect: Effect): Pick<Annotations, 'readOnlyHint' | 'destructiveHint'> {
  return { readOnlyHint: effect === 'read', destructiveHint: effect === 'destructive' };
}
