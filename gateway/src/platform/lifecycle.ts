/** A part that works on its own and can be stopped; `stop` may be called twice. */
export interface Stoppable {
  stop(): Promise<void>;
}
