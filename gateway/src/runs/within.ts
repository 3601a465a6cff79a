/** The value if it comes within `waitMs`, else `undefined`; the promise goes on. */
export async function within<Value>(
  promise: Promise<Value>,
  waitMs: number,
): Promise<Value | undefined> {
  if (waitMs <= 0) return undefined;
  const { promise: elapsed, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, waitMs, undefined);
  try {
    return await Promise.race([promise, elapsed]);
  } finally {
    clearTimeout(timer);
  }
}
