/** Something that nobody should send, and how it is refused. */
export interface Attack {
  readonly name: string;
  readonly bytes: string | Buffer;
  readonly status: number;
  readonly code: string;
  /** The gateway stops reading before all is sent, so the answer may be lost on the way. */
  readonly mayHangUp?: boolean;
}

/** Stands in the inputs of attacks; nothing of it may ever be logged. */
export const secretInput = 'inputs-that-no-log-may-hold';
