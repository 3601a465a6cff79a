/** The only source of time. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

let secondMs = Number.NaN;
let secondText = '';

/** Under load, many times of one second are written, and only their milliseconds differ. */
export function isoTime(ms: number): string {
  const sinceSecond = ms - secondMs;
  if (sinceSecond >= 0 && sinceSecond < 1000 && Number.isInteger(ms)) {
    return `${secondText}${String(sinceSecond).padStart(3, '0')}Z`;
  }
  const text = new Date(ms).toISOString();
  secondMs = Math.floor(ms / 1000) * 1000;
  secondText = text.slice(0, -4);
  return text;
}
