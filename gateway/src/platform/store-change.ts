import type { JsonObject } from './json.ts';

/** A change of our own store, as data: the store knows each `kind` and commits it with the run. */
export interface StoreChange {
  readonly kind: string;
  readonly data: JsonObject;
}
