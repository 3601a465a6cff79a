/** Two instances of a store on one database, as two replicas would have. */
export interface TwoStores<Store> {
  readonly a: Store;
  readonly b: Store;
  /** Empties the database between tests; opening it anew for each would take far longer. */
  clear(): void | Promise<void>;
  close(): Promise<void>;
}

/** Opens a database of its own, with nothing in it. */
export type OpenTwoStores<Store> = () => Promise<TwoStores<Store>>;
