/** Tools of the door itself; no intent can take their names. */
export const ownToolNames: ReadonlySet<string> = new Set([
  'preview',
  'search',
  'fetch',
  'find_intents',
  'describe_intent',
  'run_read',
  'run_write',
  'run_destructive',
]);
