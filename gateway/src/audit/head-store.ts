/** Keeps signed heads outside of the database, each as one line of text. */
export interface HeadStore {
  /** The newest, those of before, and those of any other place that was named. */
  readHeads(): Promise<readonly KeptHead[]>;
  /** Puts this one in the place of the newest, whole or not at all. */
  replaceHead(line: string): Promise<void>;
  /** Adds it to those of before. */
  appendHead(line: string): Promise<void>;
}

/** A head as it was found, not yet believed. */
export interface KeptHead {
  readonly line: string;
  /** Where it stands, for people. */
  readonly place: string;
}
