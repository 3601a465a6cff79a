/** A named principal that asks. Several keys may speak for one caller. */
export interface Caller {
  readonly name: string;
  /** What its memories, jobs and results belong to. */
  readonly space: string;
  /** Intent patterns; an intent outside them does not exist for this caller. */
  readonly scopes: readonly string[];
  readonly ratePerMinute: number;
  readonly callbackHosts: readonly string[];
  readonly createdAt: number;
  /** What speaks in its name, where it does not speak itself, such as a flow: what that says is read, not said. */
  readonly through?: string;
}

/** Who stands behind a request: a caller, through one of its keys. */
export interface Principal {
  readonly caller: Caller;
  readonly keyId: string;
}
