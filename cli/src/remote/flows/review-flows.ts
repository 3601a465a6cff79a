import { Effect, ReviewDecided, Reviews, type ReviewDecision, type ReviewItem } from '#contract';
import { askYes } from '../../shared/ask-yes.ts';
import { CliError } from '../../shared/cli-error.ts';
import type { CliContext } from '../../shared/context.ts';
import { printable, printableJson } from '../../shared/printable.ts';
import type { Paint } from '../../shared/terminal.ts';
import { connectAsOwner, type ConnectOptions } from '../connect.ts';
import type { HttpClient } from '../http-client.ts';

export interface ReviewOptions extends ConnectOptions {
  readonly accept?: boolean;
  readonly effect?: string;
  readonly withdraw?: boolean;
}

/** Shows what waits, asks about each, and tells the gateway what was accepted in exactly that form. */
export async function reviewFlows(
  context: CliContext,
  names: readonly string[],
  options: ReviewOptions,
): Promise<void> {
  const { terminal } = context;
  const effect = effectOption(options.effect);
  const client = await connectAsOwner(context, options);
  const found = await client.get('/owner/reviews', Reviews.loose(), { refresh: 'true' });
  const flows = found.items.filter(({ engine }) => engine === 'flow');
  const chosen = names.length > 0 ? names.map((name) => named(name, flows)) : flows.filter(waits);
  if (options.withdraw === true)
    return decide(context, options, await withdraw(client, chosen, names));
  const accepted: ReviewItem[] = [];
  for (const item of chosen) {
    if (options.json !== true) terminal.note(describeReview(item, terminal.paintNote));
    if (waits(item) && (await isAccepted(context, item, options))) accepted.push(item);
  }
  if (options.json === true && options.accept !== true) {
    return terminal.out(printableJson({ items: chosen }));
  }
  if (chosen.length === 0) return terminal.out('Nothing waits for your review.');
  const decided = await Promise.all(
    [...Map.groupBy(accepted, ({ source }) => source)].map(([source, items]) =>
      send(client, {
        engine: 'flow',
        source,
        accept: items.map((item) => ({
          name: item.name,
          digest: item.digest,
          effect: effect ?? item.effect,
        })),
        withdraw: [],
      }),
    ),
  );
  decide(context, options, decided);
}

function send(client: HttpClient, decision: ReviewDecision): Promise<ReviewDecided> {
  return client.post('/owner/reviews', ReviewDecided.loose(), decision);
}

async function withdraw(
  client: HttpClient,
  items: readonly ReviewItem[],
  names: readonly string[],
): Promise<readonly ReviewDecided[]> {
  if (names.length === 0) {
    throw new CliError('flows_missing', 'Name the flows whose acceptance you take back.');
  }
  return Promise.all(
    [...Map.groupBy(items, ({ source }) => source)].map(([source, group]) =>
      send(client, {
        engine: 'flow',
        source,
        accept: [],
        withdraw: group.map(({ name }) => name),
      }),
    ),
  );
}

function decide(
  { terminal }: CliContext,
  options: ReviewOptions,
  decided: readonly ReviewDecided[],
): void {
  const all = {
    accepted: decided.flatMap(({ accepted }) => accepted),
    stale: decided.flatMap(({ stale }) => stale),
    withdrawn: decided.flatMap(({ withdrawn }) => withdrawn),
  };
  if (all.stale.length > 0) process.exitCode = 1;
  if (options.json === true) return terminal.out(printableJson(all));
  const lines = [
    ['Accepted', all.accepted],
    ['No longer accepted', all.withdrawn],
    ['Changed while you looked, so not accepted', all.stale],
  ] as const;
  const told = lines.flatMap(([what, names]) =>
    names.length === 0 ? [] : [`${what}: ${names.map(printable).join(', ')}.`],
  );
  terminal.out(told.length === 0 ? 'Nothing was accepted.' : told.join('\n'));
}

async function isAccepted(
  { terminal }: CliContext,
  item: ReviewItem,
  { accept, effect, json }: ReviewOptions,
): Promise<boolean> {
  if (accept === true) return true;
  if (json === true) return false;
  if (!terminal.canAsk) {
    throw new CliError('not_accepted', 'Nobody can be asked here.', {
      hint: 'Run it on a terminal, or accept what was shown with --accept.',
    });
  }
  return askYes(`Accept ${printable(item.name)} with the effect "${effect ?? item.effect}"?`);
}

function waits({ status }: ReviewItem): boolean {
  return status === 'new' || status === 'changed';
}

function named(name: string, items: readonly ReviewItem[]): ReviewItem {
  const item = items.find((candidate) => candidate.name === name);
  if (item) return item;
  throw new CliError('flow_unknown', `No provider has a workflow that declares "${name}".`, {
    hint: '"tutti flows list" shows those that are known.',
  });
}

function effectOption(effect: string | undefined): Effect | undefined {
  if (effect === undefined) return undefined;
  const parsed = Effect.safeParse(effect);
  if (parsed.success) return parsed.data;
  throw new CliError('effect_unknown', `"${effect}" is no effect.`, {
    hint: `One of: ${Effect.options.join(', ')}.`,
  });
}

/** What it is, what it does, and what changed in it since it was accepted. */
function describeReview(item: ReviewItem, paint: Paint): string {
  const { name, source, status, effect, description, warnings, changes, problem } = item;
  return [
    '',
    `${paint('bold', printable(name))}  ${paint('yellow', status)}  ${effect}  ${paint('dim', printable(source))}`,
    ...(description === undefined ? [] : [`  ${printable(description)}`]),
    ...(problem === undefined ? [] : [`  ${paint('red', printable(problem))}`]),
    ...warnings.map((warning) => `  ${paint('yellow', '!')} ${printable(warning)}`),
    ...changes.flatMap(({ field, before, after }) => [
      `  ${paint('bold', printable(field))}`,
      ...(before === '' ? [] : [paint('red', `  - ${short(before)}`)]),
      ...(after === '' ? [] : [paint('green', `  + ${short(after)}`)]),
    ]),
  ].join('\n');
}

function short(text: string): string {
  const clean = printable(text);
  return clean.length <= 300 ? clean : `${clean.slice(0, 300)}…`;
}
