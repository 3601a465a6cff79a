import type { Effect } from '#contract';
import { patternMatches } from '../../identity/scope.ts';
import { isJsonObject, type JsonObject } from '../../platform/json.ts';
import type { EffectPattern } from './server-settings.ts';

/** The effect that the file gives a tool; the first pattern that matches counts. */
export function configuredEffect(
  patterns: readonly EffectPattern[],
  name: string,
): Effect | undefined {
  return patterns.find(({ match }) => patternMatches(match, name))?.effect;
}

/**
 * What a tool says of itself, to be shown to the owner as a proposal and never believed: by the protocol, one
 * that does not say that it only reads may destroy, and may reach the world outside.
 */
export function hintedEffect(tool: JsonObject): Effect {
  const { annotations } = tool;
  const hints: JsonObject = isJsonObject(annotations) ? annotations : {};
  if (hints['readOnlyHint'] === true) return 'read';
  if (hints['destructiveHint'] !== false) return 'destructive';
  return hints['openWorldHint'] === false ? 'write' : 'outward';
}
