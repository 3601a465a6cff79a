import type { Stoppable } from '../platform/lifecycle.ts';
import type { Logger } from '../platform/logger.ts';
import { createAlarm } from './alarm.ts';
import { pauseMsAfterFailures } from './pause.ts';

export interface WorkLoop extends Stoppable {
  /** Ends the present pause, or skips the next one. */
  wake(): void;
}

/** Runs `step` again and again, resting for as many ms as it says, longer and longer where it fails. */
export function createWorkLoop(
  step: () => Promise<number>,
  { log, name }: { log: Logger; name: string },
): WorkLoop {
  const alarm = createAlarm();
  const stopping = new AbortController();
  const working = work();

  async function work(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const pauseMs = await step().then(
        (ms) => {
          failures = 0;
          return ms;
        },
        (error: unknown) => {
          failures += 1;
          log.warn(
            { err: error, work: name, failures },
            'Background work failed; it is tried again',
          );
          return pauseMsAfterFailures(failures);
        },
      );
      await alarm.sleep(pauseMs);
    }
  }

  return {
    wake: () => alarm.ring(),
    async stop() {
      stopping.abort();
      alarm.ring();
      await working;
    },
  };
}
