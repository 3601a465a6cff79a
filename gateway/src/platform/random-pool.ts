import { randomBytes } from 'node:crypto';

/** Gives that many random bytes; they are read before the next ones are asked for. */
export type RandomPool = (count: number) => Buffer;

const poolBytes = 8192;

/** One system call per 8 kB instead of one per id. */
export function createRandomPool(): RandomPool {
  let pool = randomBytes(poolBytes);
  let used = 0;
  return (count) => {
    if (used + count > pool.length) {
      pool = randomBytes(poolBytes);
      used = 0;
    }
    used += count;
    return pool.subarray(used - count, used);
  };
}
