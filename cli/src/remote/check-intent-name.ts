import { IntentName } from '#contract';
import { CliError } from '../shared/cli-error.ts';

/* A name with a slash or a question mark in it would be another path. */
export function checkIntentName(intent: string): void {
  if (IntentName.safeParse(intent).success) return;
  throw new CliError('not_an_intent', `"${intent}" is not the name of an intent.`, {
    hint: 'Names look like memory.search; "tutti intents" lists them.',
  });
}
