import { randomBytes } from 'node:crypto';

/** Gives that many characters that were not given before. */
type RandomText = (chars: number) => string;

const poolBytes = 8192;

/** One system call and one encoding per 8 kB instead of one per id. */
export function createRandomText(encode: (bytes: Buffer) => string): RandomText {
  let pool = Buffer.alloc(0);
  let used = 0;
  return (chars) => {
    if (used + chars > pool.length) {
      pool = Buffer.from(encode(randomBytes(poolBytes)), 'latin1');
      used = 0;
    }
    used += chars;
    /* A text of its own: a part of another one takes JSON twice as long to write. */
    return pool.toString('latin1', used - chars, used);
  };
}
