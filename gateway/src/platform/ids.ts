import { createRandomPool } from './random-pool.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes an id such as `job_01k9…`: 48 bits of time, then 80 random bits, so that ids sort by age. */
export type NewId = (prefix: IdPrefix) => string;

export type IdPrefix =
  | 'job'
  | 'rcp'
  | 'key'
  | 'mem'
  | 'res'
  | 'evt'
  | 'rep'
  | 'pvw'
  | 'apr'
  | 'con';

export function createIds(now: () => number): NewId {
  const random = createRandomPool();
  const timePart = createTimePart();
  return (prefix) => `${prefix}_${timePart(now())}${randomPart(random(16))}`;
}

/** Makes W3C trace ids: 128 random bits as hex. */
export function createTraceIds(): () => string {
  const random = createRandomPool();
  return () => random(16).toString('hex');
}

/* Many ids are made in one millisecond, and share this part. */
function createTimePart(): (ms: number) => string {
  let lastMs = -1;
  let lastText = '';
  return (ms) => {
    if (ms !== lastMs) {
      lastMs = ms;
      lastText = timeText(ms);
    }
    return lastText;
  };
}

function timeText(ms: number): string {
  let rest = ms;
  let text = '';
  for (let digit = 0; digit < 10; digit += 1) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

const pairs = Array.from(
  { length: 1024 },
  (_, index) => alphabet.charAt(index >> 5) + alphabet.charAt(index & 31),
);

function randomPart(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) text += pairs[bytes.readUInt16LE(at) & 1023];
  return text;
}
