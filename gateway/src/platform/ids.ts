import { createRandomText } from './random-text.ts';

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
  const random = createRandomText(base32Of);
  const timePart = createTimePart();
  return (prefix) => `${prefix}_${timePart(now())}${random(16)}`;
}

/** Makes W3C trace ids: 128 random bits as hex. */
export function createTraceIds(): () => string {
  const random = createRandomText((bytes) => bytes.toString('hex'));
  return () => random(32);
}

/* Five bits of each byte. */
function base32Of(bytes: Buffer): string {
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = alphabet.charCodeAt((bytes[at] ?? 0) & 31);
  return bytes.toString('latin1');
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
