import { problemOfJsonSchema } from '../../intents/json-schema-inputs.ts';
import type { Review, NamedDefinition } from '../../intents/review-store.ts';
import type { JsonObject } from '../../platform/json.ts';
import type { ToolOffer } from './tool-offer.ts';

/** What is noted of the offers: of one that cannot be used, only why. What is known already is not examined again. */
export function examineOffers(
  offers: readonly ToolOffer[],
  known: ReadonlyMap<string, Review>,
): readonly NamedDefinition[] {
  return offers.map(({ flaw, namesHeaders: _, ...offer }) => {
    const before = known.get(offer.name)?.offered;
    if (before?.digest === offer.digest) return { name: offer.name, ...before };
    const problem = flaw ?? schemaProblem(offer.definition);
    if (problem === undefined) return offer;
    return { ...offer, definition: { name: offer.name, flaw: problem } };
  });
}

function schemaProblem({ inputSchema }: JsonObject): string | undefined {
  const problem = problemOfJsonSchema(inputSchema as JsonObject);
  return problem === undefined ? undefined : `its input schema is not valid: ${problem}`;
}
