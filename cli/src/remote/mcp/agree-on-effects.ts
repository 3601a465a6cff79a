import { Effect, type ReviewItem } from '#contract';
import { askLine } from '../../shared/ask-line.ts';
import { CliError } from '../../shared/cli-error.ts';
import type { CliContext } from '../../shared/context.ts';
import { printableLine } from '../../shared/printable.ts';

/** One screen: what is proposed, to be accepted as it stands or changed first. */
export async function agreeOnEffects(
  wanted: Map<ReviewItem, Effect>,
  { terminal }: CliContext,
): Promise<boolean> {
  if (!terminal.canAsk) {
    throw new CliError('not_answered', 'Nobody said that these may be used.', {
      hint: 'Run it on a terminal, or pass --accept, with --effect tool=read where a proposal is wrong.',
    });
  }
  for (;;) {
    terminal.note(summaryOf([...wanted.values()]));
    const answer = await askLine('Accept, edit or leave? [a/e/N] ');
    if (/^a/i.test(answer)) return true;
    if (!/^e/i.test(answer)) return false;
    const change = await askLine('tool=effect, or -tool to leave it out: ');
    const [name = '', effect] = change.replace(/^-/, '').split('=');
    const item = [...wanted.keys()].find((each) => each.name === name.trim());
    const parsed = Effect.safeParse(effect?.trim());
    if (!item) terminal.note(`There is no "${printableLine(name, 80)}" in this list.`);
    else if (change.startsWith('-')) wanted.delete(item);
    else if (parsed.success) wanted.set(item, parsed.data);
    else terminal.note('An effect is read, write, outward or destructive.');
  }
}

function summaryOf(effects: readonly Effect[]): string {
  const counts = Effect.options
    .map((effect) => [effects.filter((each) => each === effect).length, effect] as const)
    .filter(([count]) => count > 0);
  return counts.map(([count, effect]) => `${count} ${effect}`).join(', ');
}
