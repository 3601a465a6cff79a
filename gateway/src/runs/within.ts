/** The value if it comes within `waitMs`, else `undefined`; the promise goes on. */
export function within<Value>(promise: Promise<Value>, waitMs: number): Promise<Value | undefined> {
  if (waitMs <= 0) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, waitMs, undefined);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: Error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
