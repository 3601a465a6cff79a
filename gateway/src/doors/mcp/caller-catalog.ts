import type { Caller } from '../../identity/caller.ts';
import type { Catalog } from '../../intents/catalog.ts';
import type { Intent } from '../../intents/intent.ts';
import { createToolNames, type ToolNames } from './tool-names.ts';

/** The intents of a caller, under the names of their tools. */
export interface CallerCatalog {
  readonly intents: readonly Intent[];
  readonly names: ToolNames;
}

export type CatalogOf = (caller: Pick<Caller, 'scopes'>) => CallerCatalog;

/** Made once for each list of scopes, which stays the same list as long as its caller does, and each edition. */
export function createCatalogOf(catalog: Catalog): CatalogOf {
  const kept = new WeakMap<readonly string[], CallerCatalog & { readonly edition: object }>();
  return ({ scopes }) => {
    const edition = catalog.edition();
    const known = kept.get(scopes);
    if (known?.edition === edition) return known;
    const intents = catalog.list(scopes);
    const made = { edition, intents, names: createToolNames(intents) };
    kept.set(scopes, made);
    return made;
  };
}
