import { setLateTimer } from './late-timer.ts';

/** The value if it comes within `waitMs`, else `undefined`; the promise goes on. */
export function within<Value>(promise: Promise<Value>, waitMs: number): Promise<Value | undefined> {
  if (waitMs <= 0) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const timer = setLateTimer(() => resolve(undefined), waitMs);
    promise.then(
      (value) => {
        timer.clear();
        resolve(value);
      },
      (error: Error) => {
        timer.clear();
        reject(error);
      },
    );
  });
}
