/** Decisions by name, each run to its end inside a worker. Inputs and outputs pass by structured clone. */
export type Operations = Readonly<Record<string, (...input: never[]) => unknown>>;

/** The named methods of a store interface as a worker carries them out: at once, without a promise. */
export type Decisions<Store, Name extends keyof Store> = {
  readonly [Key in Name]: Store[Key] extends (...input: infer Input) => Promise<infer Output>
    ? (...input: Input) => Output
    : never;
};
