import type { Command } from 'commander';
import { Effect, Reloaded, ReviewDecided, Reviews, type ReviewItem } from '#contract';
import { runAction } from '../../shared/action.ts';
import { CliError } from '../../shared/cli-error.ts';
import { collect } from '../../shared/collect.ts';
import type { CliContext } from '../../shared/context.ts';
import { printable, printableJson, printableLine } from '../../shared/printable.ts';
import { table } from '../../shared/table.ts';
import { connectAsOwner, withOwnerOptions, type ConnectOptions } from '../connect.ts';
import type { HttpClient } from '../http-client.ts';
import { agreeOnEffects } from './agree-on-effects.ts';
import { describeReviewItem } from './describe-review-item.ts';

interface ReviewOptions extends ConnectOptions {
  readonly accept?: boolean;
  readonly effect?: string[];
  readonly withdraw?: string[];
}

/* Links for signing in are long, and worth nothing where they are cut off. */
const longestDetailChars = 4000;

/** Writes effects to the configuration of this machine; false where that does not have the server. */
export type KeepEffects = (given: {
  readonly server: string;
  readonly effects: Readonly<Record<string, Effect>>;
}) => Promise<boolean>;

/** `tutti mcp list` and `tutti mcp review`: what upstream servers offer, and what of it may be used. */
export function addMcpReviewCommands(mcp: Command, context: CliContext, keep: KeepEffects): void {
  withOwnerOptions(mcp.command('list'))
    .description('the upstream servers, how they are, and what waits for you (owner)')
    .action((options: ConnectOptions) =>
      runAction(context.terminal, options, () => list(context, options)),
    );
  withOwnerOptions(mcp.command('review'))
    .description('look at what servers offer, and say what may be used and as what (owner)')
    .argument('[server]', 'only this one')
    .option('--accept', 'accept all that waits without being asked, for scripts')
    .option(
      '--effect <tool=effect>',
      'read, write, outward or destructive; may be given again',
      collect,
    )
    .option('--withdraw <tool>', 'accept it no longer; may be given again', collect)
    .action((server: string | undefined, options: ReviewOptions) =>
      runAction(context.terminal, options, () =>
        review(context, { server, options, ...(isOfThisMachine(context, options) && { keep }) }),
      ),
    );
}

function isOfThisMachine({ env }: CliContext, { url }: ConnectOptions): boolean {
  return url === undefined && (env['TUTTI_URL'] ?? '') === '';
}

/** After servers were added: has the gateway read its configuration, and goes on with their review. */
export async function reviewAdded(
  context: CliContext,
  servers: readonly string[],
  keep: KeepEffects,
): Promise<void> {
  const client = await connectAsOwner(context, {});
  await client.post('/owner/reload', Reloaded.loose(), {});
  for (const server of servers) await review(context, { server, options: {}, client, keep });
}

async function list(context: CliContext, options: ConnectOptions): Promise<void> {
  const { terminal } = context;
  const client = await connectAsOwner(context, options);
  const reviews = await client.get('/owner/reviews', Reviews.loose());
  if (options.json === true) return terminal.out(printableJson(reviews));
  if (reviews.sources.length === 0) {
    return terminal.note('There is no upstream server yet: "tutti mcp add" adds one.');
  }
  const rows = reviews.sources.map(({ source, state, detail = '' }) => {
    const items = reviews.items.filter((item) => item.source === source);
    const count = (...statuses: string[]) =>
      items.filter(({ status }) => statuses.includes(status)).length;
    const waiting = count('new', 'changed');
    return [
      terminal.paintOut('bold', source),
      state,
      `${count('accepted')} in use`,
      waiting > 0 ? `${waiting} to review` : '',
      count('unusable') > 0 ? `${count('unusable')} unusable` : '',
      printableLine(detail, longestDetailChars),
    ];
  });
  terminal.out(table(rows));
}

interface ReviewRequest {
  readonly server: string | undefined;
  readonly options: ReviewOptions;
  readonly client?: HttpClient;
  /** Absent where the gateway may be that of another machine. */
  readonly keep?: KeepEffects;
}

async function review(context: CliContext, request: ReviewRequest): Promise<void> {
  const { terminal } = context;
  const { server, options, keep } = request;
  const client = request.client ?? (await connectAsOwner(context, options));
  const query = { refresh: 'true', ...(server !== undefined && { source: server }) };
  const reviews = await client.get('/owner/reviews', Reviews.loose(), query);
  if (options.json === true && options.accept !== true) return terminal.out(printableJson(reviews));
  refuseUnknown([...effectsOf(options.effect ?? []).keys(), ...(options.withdraw ?? [])], reviews);
  for (const { source, state, detail = '' } of reviews.sources) {
    if (state === 'failing')
      terminal.note(`${source}: ${printableLine(detail, longestDetailChars)}`);
    const items = reviews.items.filter((item) => item.source === source);
    if (state === 'failing' && items.length === 0) continue;
    await reviewSource(context, { source, items, options, client, ...(keep && { keep }) });
  }
}

/* Whoever mistypes what is to be withdrawn must not believe that it is. */
function refuseUnknown(
  names: readonly string[],
  { items }: { readonly items: readonly ReviewItem[] },
): void {
  const unknown = names.filter((name) => !items.some((item) => item.name === name));
  if (unknown.length === 0) return;
  const said = unknown.map((name) => `"${printableLine(name, 80)}"`).join(', ');
  throw new CliError('not_found', `No server here offers ${said}. Nothing was changed.`, {
    hint: `"tutti mcp review --json" has all names.`,
  });
}

interface SourceReview {
  readonly source: string;
  readonly items: readonly ReviewItem[];
  readonly options: ReviewOptions;
  readonly client: HttpClient;
  readonly keep?: KeepEffects;
}

async function reviewSource(context: CliContext, given: SourceReview): Promise<void> {
  const { source, items, options, client } = given;
  const { terminal } = context;
  const effects = effectsOf(options.effect ?? []);
  const named = items.filter(({ name, status }) => effects.has(name) && status === 'accepted');
  const waiting = items.filter(({ status }) => status === 'new' || status === 'changed');
  for (const item of items.filter(({ status }) => status === 'unusable')) {
    terminal.note(
      `${source}: ${printableLine(item.name, 80)} is left out: ${printable(item.problem ?? '')}`,
    );
  }
  const withdraw = items.map(({ name }) => name).filter((name) => options.withdraw?.includes(name));
  if (waiting.length + named.length + withdraw.length === 0) {
    return terminal.note(`${source}: nothing waits for you.`);
  }
  for (const item of waiting) terminal.out(describeReviewItem(item, context));
  const wanted = new Map(
    [...waiting, ...named].map((item) => [item, effects.get(item.name) ?? item.effect] as const),
  );
  const agreed =
    options.accept === true || waiting.length === 0 || (await agreeOnEffects(wanted, context));
  const accept = [...wanted]
    .filter(([item]) => agreed || named.includes(item))
    .map(([{ name, digest }, effect]) => ({ name, digest, effect }));
  if (accept.length + withdraw.length === 0)
    return terminal.note(`${source}: nothing was accepted.`);
  const decided = await client.post('/owner/reviews', ReviewDecided.loose(), {
    engine: items[0]?.engine ?? 'mcp',
    source,
    accept,
    withdraw,
  });
  terminal.out(
    `${source}: ${decided.accepted.length} accepted, ${decided.withdrawn.length} withdrawn.`,
  );
  const said = [...wanted].filter(([{ name }]) => decided.accepted.includes(name));
  await writeEffects(given, said);
  if (decided.stale.length > 0) {
    terminal.note(
      `Changed meanwhile, look again: ${decided.stale.map((name) => printableLine(name, 80)).join(', ')}`,
    );
  }
}

/* What the file says wins over what is said at a review: so it has to say the same. */
async function writeEffects(
  { source, client, keep }: SourceReview,
  said: readonly (readonly [ReviewItem, Effect])[],
): Promise<void> {
  const isSaidThere = (item: ReviewItem) => item.effect_from === 'configuration';
  /* What is no tool, such as prompts, has no effect of its own. */
  const tools = said.filter(([{ name }]) => /^[A-Za-z0-9]/.test(name));
  const news = tools.filter(([item, effect]) => !isSaidThere(item) || item.effect !== effect);
  if (news.length === 0) return;
  const effects = Object.fromEntries(news.map(([{ name }, effect]) => [name, effect]));
  const isWritten = await keep?.({ server: source, effects });
  const contradicts = news.some(([item]) => isSaidThere(item));
  if (isWritten === true && contradicts) await client.post('/owner/reload', Reloaded.loose(), {});
}

function effectsOf(given: readonly string[]): ReadonlyMap<string, Effect> {
  return new Map(
    given.map((pair) => {
      const [name = '', effect] = pair.split('=');
      const parsed = Effect.safeParse(effect);
      if (parsed.success) return [name, parsed.data];
      throw new CliError('invalid_option', `"${pair}" must look like read_file=read.`, {
        hint: 'An effect is read, write, outward or destructive.',
      });
    }),
  );
}
