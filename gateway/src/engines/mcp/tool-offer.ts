import type { NamedDefinition } from '../../intents/review-store.ts';
import { digestOf } from '../../platform/canonical-json.ts';
import { isJsonObject, type JsonObject } from '../../platform/json.ts';
import { controls } from '../../platform/strip-controls.ts';

/** A tool as its server offers it: all that the owner reviews, and why it cannot be used, if so. */
export interface ToolOffer extends NamedDefinition {
  readonly flaw?: string;
  /** Some of its inputs go into headers as well, which only the client of the SDK knows how to write. */
  readonly namesHeaders?: true;
}

const longestDefinitionChars = 200_000;
const isToolName = /^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}$/;

/** Undefined where it has not even a name. Everything of it counts, so that no change stays unseen. */
export function offerOf(tool: JsonObject): ToolOffer | undefined {
  const { name } = tool;
  if (typeof name !== 'string') return undefined;
  const flaw = flawOf(name, tool);
  if (flaw === undefined) {
    const namesHeaders = JSON.stringify(tool['inputSchema']).includes('"x-mcp-header"');
    const offer = { name, digest: digestOf(tool), definition: tool };
    return { ...offer, ...(namesHeaders && { namesHeaders }) };
  }
  const shown = controls.strip(name).slice(0, 128);
  return { name: shown, digest: digestOf(tool), definition: { name: shown, flaw }, flaw };
}

function flawOf(name: string, tool: JsonObject): string | undefined {
  if (!isToolName.test(name)) return 'its name has characters that clients do not take';
  if (JSON.stringify(tool).length > longestDefinitionChars) return 'its definition is too long';
  const { inputSchema } = tool;
  if (!isJsonObject(inputSchema)) return 'it has no input schema';
  if (inputSchema['type'] !== 'object') return 'the type of its input schema is not "object"';
  return undefined;
}
