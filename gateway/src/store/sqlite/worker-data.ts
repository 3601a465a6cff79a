import type { Gate } from './gate.ts';
import type { DatabaseOptions } from './open-database.ts';

/** What both threads are started with. */
export interface WorkerData extends DatabaseOptions {
  readonly tablesReady: Gate;
}
