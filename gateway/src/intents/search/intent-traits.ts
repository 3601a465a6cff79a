import type { Intent } from '../intent.ts';
import { serverOf, verbAndObjectOf } from './intent-words.ts';
import type { AskedWord, ReadRequest } from './read-request.ts';
import { relatedStems } from './related-words.ts';
import { stemOf } from './stem-of.ts';
import { wordsOf } from './words-of.ts';

/** What the name of an intent says of it. */
export interface IntentTraits {
  readonly nameStems: readonly string[];
  readonly serverStems: readonly string[];
  /** Verbs of which one must be meant, since it undoes or ends something. */
  readonly undoing: readonly ReadonlySet<string>[];
  /** It tells something, or it changes something; unknown where neither effect nor name says. */
  readonly tells: boolean | undefined;
}

/** Stems of all that a request may mean, and how likely that is. */
export type Meant = ReadonlyMap<string, number>;

const wholeNameBonus = 0.35;
const unmeantUndoing = 0.6;
const moodFits = {
  asks: { tells: 1.2, changes: 0.85 },
  orders: { tells: 0.75, changes: 1.4 },
  open: { tells: 1.05, changes: 1 },
};

/* Ways to undo: who means one of a line may have any of it done. */
const waysToUndo = [
  'delete remove drop terminate destroy clear purge flush trash prune archive',
  'stop cancel abort disable deactivate suspend mute void withdraw unsubscribe',
  'ban block revoke decline reset unlock',
].map(stemsOf);
const changing = stemsOf(
  'create add new update edit set change modify delete remove send post reply forward move copy rename upload put ' +
    'write insert upsert append start stop run trigger execute invoke cancel close open archive restore assign merge ' +
    'approve reject submit book schedule register enable disable turn pause resume play skip mute snooze share invite ' +
    'grant revoke block unblock lock unlock restart reboot deploy rollback scale apply import log record mark ' +
    'complete subscribe unsubscribe generate convert transfer pay refund void fulfill ship order request make build ' +
    'launch terminate kill push pull commit fork star follow like react pin join leave kick ban purge flush clear ' +
    'reset rotate sign rate save attach link tag acknowledge resolve escalate reschedule withdraw extend renew',
);
const telling = stemsOf(
  'get list search find query read describe show fetch view lookup check status stats report history details ' +
    'summary overview count explain analyze compare estimate suggest recommend retrieve',
);

export function traitsOf(intent: Intent): IntentTraits {
  const nameStems = wordsOf(verbAndObjectOf(intent)).map(stemOf);
  const server = serverOf(intent).split('.');
  const serverStems = wordsOf(server.slice(server.length > 1 ? 1 : 0).join(' ')).map(stemOf);
  return {
    nameStems,
    serverStems,
    undoing: waysToUndo.filter((verbs) => nameStems.some((stem) => verbs.has(stem))),
    tells: intent.effect === 'read' || tellsByName(nameStems, serverStems),
  };
}

function tellsByName(name: readonly string[], server: readonly string[]): boolean | undefined {
  const stems = name.filter((stem) => !server.includes(stem));
  if (changing.has(stems[0] ?? '')) return false;
  if (stems.some((stem) => telling.has(stem))) return true;
  return stems.some((stem) => changing.has(stem)) ? false : undefined;
}

/** What the words of a request may mean, all together. */
export function meantBy(words: readonly AskedWord[]): Meant {
  const meant = new Map<string, number>();
  const add = (stem: string, weight: number) => {
    meant.set(stem, Math.max(meant.get(stem) ?? 0, weight));
  };
  for (const { stem, weight } of words) {
    add(stem, weight);
    for (const near of relatedStems(stem)) add(near.stem, near.weight * weight);
  }
  return meant;
}

/** Who asks wants to be told; a name that is meant whole fits best; nobody means to undo something without saying so. */
export function fitOf(traits: IntentTraits, mood: ReadRequest['mood'], meant: Meant): number {
  const { nameStems, undoing } = traits;
  const isMeant =
    undoing.length === 0 || undoing.some((verbs) => [...verbs].some((stem) => meant.has(stem)));
  const covered = nameStems.reduce((sum, stem) => sum + (meant.get(stem) ?? 0), 0);
  const wholeName = covered / Math.max(1, nameStems.length);
  return moodFit(traits, mood) * (isMeant ? 1 : unmeantUndoing) * (1 + wholeNameBonus * wholeName);
}

function moodFit({ tells }: IntentTraits, mood: ReadRequest['mood']): number {
  if (tells === undefined) return 1;
  return moodFits[mood][tells ? 'tells' : 'changes'];
}

function stemsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' ').map(stemOf));
}
