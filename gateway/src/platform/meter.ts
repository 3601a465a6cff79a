/** What is counted; an implementation turns it into Prometheus text. */
export interface Meter {
  callFinished(call: { intent: string; engine: string; status: string; seconds: number }): void;
  requestFinished(request: { route: string; status: number; seconds: number }): void;
  callbackTried(outcome: 'delivered' | 'retried' | 'given_up'): void;
  /** The metrics in Prometheus text format. */
  exposition(): Promise<string>;
}
