/** The moment that "24h", "7d", "today", "yesterday" or a date stands for. */
export function sinceDate(since: unknown, now: Date): Date {
  const text = typeof since === 'string' && since.trim() !== '' ? since.trim() : '24h';
  const ago = /^(\d{1,4})\s*(m|h|d|w)$/.exec(text);
  if (ago !== null) {
    const unit = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }[ago[2] ?? 'h'] ?? 0;
    return new Date(now.getTime() - Number(ago[1]) * unit);
  }
  if (text === 'today' || text === 'yesterday') {
    const midnight = new Date(now);
    midnight.setHours(0, 0, 0, 0);
    return text === 'today' ? midnight : new Date(midnight.getTime() - 86_400_000);
  }
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    throw new Error(
      `"since" must look like "24h", "7d", "yesterday" or "2026-11-21T08:00:00Z", not "${text}".`,
    );
  }
  return date;
}
