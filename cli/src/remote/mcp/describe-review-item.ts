import type { ReviewItem } from '#contract';
import type { CliContext } from '../../shared/context.ts';
import { printableLine } from '../../shared/printable.ts';

/** What something is, what it would be taken for, and what has changed or looks doubtful. */
export function describeReviewItem(item: ReviewItem, { terminal }: CliContext): string {
  const { name, effect, effect_from: from, status, description = '', warnings, changes } = item;
  const by = { configuration: 'by tutti.yaml', accepted: 'as before', hint: 'by its own hint' };
  const head = `${terminal.paintOut('bold', printableLine(name, 80))}  ${effect} (${by[from]})${status === 'changed' ? '  CHANGED' : ''}`;
  return [
    head,
    ...(status === 'new' ? [`  ${printableLine(description, 300)}`] : []),
    ...warnings.map((warning) => `  ${terminal.paintOut('red', '!')} ${warning}`),
    ...changes.flatMap(({ field, before, after }) => [
      `  ${printableLine(field, 200)}`,
      `    - ${printableLine(before, 500)}`,
      `    + ${printableLine(after, 500)}`,
    ]),
  ].join('\n');
}
