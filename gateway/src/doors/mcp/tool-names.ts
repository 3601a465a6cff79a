import { createHash } from 'node:crypto';
import type { Intent } from '../../intents/intent.ts';
import { ownToolNames } from './own-tool-names.ts';

/* What every client and model API accepts. */
const longestName = 64;
const suffixChars = 8;

/** The names of intents among clients that take letters, digits, `_` and `-` only, and the way back. */
export interface ToolNames {
  nameOf(intent: Intent): string;
  /** By the name of its tool, or by its own. */
  intentOf(name: string): Intent | undefined;
}

/**
 * `memory.search` is the tool `memory_search`. Where two intents would share a name, neither gets it:
 * a name that a client kept must never come to mean another intent.
 */
export function createToolNames(intents: readonly Intent[]): ToolNames {
  const bare = namesTaken(intents.flatMap(({ upstream }) => upstream?.bareName ?? []));
  const plain = namesTaken(intents.map(({ name }) => plainName(name)));
  const isFree = (name: string, among: ReadonlyMap<string, number>) =>
    among.get(name) === 1 && !ownToolNames.has(name);
  const nameFor = ({ name, upstream }: Intent): string => {
    const wanted = upstream?.bareName;
    if (wanted !== undefined && isFree(wanted, bare) && !plain.has(wanted) && fits(wanted))
      return wanted;
    const short = plainName(name);
    return isFree(short, plain) ? short : withSuffix(short, name);
  };
  const names = new Map(intents.map((intent) => [intent.name, nameFor(intent)]));
  const byName = new Map(intents.map((intent) => [names.get(intent.name), intent]));
  const byIntentName = new Map(intents.map((intent) => [intent.name, intent]));
  return {
    nameOf: ({ name }) => names.get(name) ?? plainName(name),
    intentOf: (name) => byName.get(name) ?? byIntentName.get(name),
  };
}

function plainName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/g, '_');
  return plain.length <= longestName ? plain : withSuffix(plain, name);
}

function withSuffix(plain: string, name: string): string {
  const suffix = createHash('sha256').update(name).digest('hex').slice(0, suffixChars);
  return `${plain.slice(0, longestName - suffixChars - 1)}_${suffix}`;
}

function fits(name: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(name);
}

function namesTaken(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
