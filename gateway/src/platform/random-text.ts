import { randomBytes } from 'node:crypto';

/** Gives that many characters that were not given before. */
type RandomText = (chars: number) => string;

const poolBytes = 8192;

/** One system call and one encoding per 8 kB instead of one per id. */
export function createRandomText(encode: (bytes: Buffer) => string): RandomText {
  let pool = '';
  let used = 0;
  return (chars) => {
    if (used + chars > pool.length) {
      pool = encode(randomBytes(poolBytes));
      used = 0;
    }
    used += chars;
    return pool.slice(used - chars, used);
  };
}
