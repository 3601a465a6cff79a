const msOfUnit = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of `90s`, `15m`, `1h` or `7d`; not a number for anything else. */
export function parseDuration(text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  const [, count, unit] = match ?? [];
  return isUnit(unit) ? Number(count) * msOfUnit[unit] : Number.NaN;
}

function isUnit(text: string | undefined): text is keyof typeof msOfUnit {
  return text !== undefined && text in msOfUnit;
}
