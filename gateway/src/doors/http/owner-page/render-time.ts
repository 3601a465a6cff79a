import { html, type Html } from '../html.ts';

/** A time as people read it, and how far away it is. */
export function renderTime(iso: string, now: number): Html {
  const text = `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
  return html`<time datetime="${iso}">${text}</time> (${distance(Date.parse(iso) - now)})`;
}

const units = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
] as const;

function distance(ms: number): string {
  const unit = units.find(([, unitMs]) => Math.abs(ms) >= unitMs);
  if (!unit) return ms < 0 ? 'just now' : 'in less than a minute';
  const [name, unitMs] = unit;
  const count = Math.floor(Math.abs(ms) / unitMs);
  const amount = `${count} ${name}${count === 1 ? '' : 's'}`;
  return ms < 0 ? `${amount} ago` : `in ${amount}`;
}
