/** A callback that is due, claimed by one replica until `leaseUntil`. */
export interface DueCallback {
  /** Stays the same over every attempt: the `webhook-id`. */
  readonly id: string;
  readonly caller: string;
  readonly url: string;
  readonly body: string;
  /** Absent: it goes to the caller. The owner's addresses stand in the configuration. */
  readonly to?: 'owner';
  /** Beside those of every callback. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Attempts made before this one. */
  readonly attempts: number;
  readonly createdAt: number;
}

export interface OutboxStore {
  /** Claims callbacks that are due, oldest first; nobody else gets them before `leaseUntil`. */
  claimDueCallbacks(input: ClaimDueCallbacks): Promise<readonly DueCallback[]>;
  /** Done for good: delivered, or given up after the last retry. Forgets the body. */
  finishCallback(input: {
    id: string;
    outcome: 'delivered' | 'given_up';
    at: number;
    detail: string;
  }): Promise<void>;
  /** Tries again at `dueAt`, counting one attempt more. */
  retryCallback(input: { id: string; dueAt: number; detail: string }): Promise<void>;
  /** When the next callback is due, if any waits. */
  nextDueAt(): Promise<number | undefined>;
}

interface ClaimDueCallbacks {
  readonly now: number;
  readonly leaseUntil: number;
  readonly limit: number;
  /** Callers with as many under way as they may have: theirs are left where they are. */
  readonly exceptCallers: readonly string[];
}
