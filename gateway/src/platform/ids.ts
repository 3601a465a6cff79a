import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes an id such as `job_01k9…`: 48 bits of time, then 80 random bits, so that ids sort by age. */
export type NewId = (prefix: IdPrefix) => string;

export type IdPrefix = 'job' | 'rcp' | 'key' | 'mem' | 'res' | 'evt' | 'rep' | 'pvw' | 'apr';

export function createIds(now: () => number): NewId {
  const random = createRandomPool();
  return (prefix) => `${prefix}_${timePart(now())}${randomPart(random)}`;
}

/** 128 random bits, as hex: a W3C trace id. */
export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}

function timePart(ms: number): string {
  let rest = ms;
  let text = '';
  for (let digit = 0; digit < 10; digit += 1) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function randomPart(nextByte: () => number): string {
  let text = '';
  for (let digit = 0; digit < 16; digit += 1) text += alphabet.charAt(nextByte() & 31);
  return text;
}

/* One system call per 4096 bytes instead of one per id. */
function createRandomPool(): () => number {
  let pool = randomBytes(4096);
  let used = 0;
  return () => {
    if (used === pool.length) {
      pool = randomBytes(4096);
      used = 0;
    }
    const byte = pool[used] ?? 0;
    used += 1;
    return byte;
  };
}
