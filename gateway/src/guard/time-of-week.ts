import { daysOfWeek, type TimeOfWeek } from './rule.ts';

/** A time of the week, ready to be asked whether it is now. */
export interface TimeWindow {
  includes(now: number): boolean;
  /** What the clock of that zone shows. */
  describe(now: number): string;
}

/** A span over midnight belongs to the day on which it begins. */
export function compileTimeOfWeek({
  days = [...daysOfWeek],
  between,
  zone,
}: TimeOfWeek): TimeWindow {
  const clock = wallClock(zone);
  const [start, end] = between === undefined ? [0, minutesOfDay] : minutesOf(between);
  const isDay = (day: number) => days.some((name) => daysOfWeek.indexOf(name) === day);
  return {
    includes(now) {
      const { day, minute } = clock.read(now);
      if (start < end) return isDay(day) && minute >= start && minute < end;
      return (isDay(day) && minute >= start) || (isDay((day + 6) % 7) && minute < end);
    },
    describe: (now) => clock.read(now).shown,
  };
}

const minutesOfDay = 24 * 60;

function minutesOf(between: string): readonly [number, number] {
  return [minuteOf(between.slice(0, 5)), minuteOf(between.slice(6))];
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

interface WallTime {
  /** From 0 (Monday) on. */
  readonly day: number;
  readonly minute: number;
  readonly shown: string;
}

function wallClock(zone: string | undefined): { read(now: number): WallTime } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const { timeZone } = format.resolvedOptions();
  return {
    read(now) {
      const parts = Object.fromEntries(
        format.formatToParts(now).map(({ type, value }) => [type, value]),
      );
      const { weekday, hour, minute } = parts;
      return {
        day: daysOfWeek.findIndex((name) => name === String(weekday).toLowerCase()),
        minute: Number(hour) * 60 + Number(minute),
        shown: `${weekday} ${hour}:${minute} in ${timeZone}`,
      };
    },
  };
}
