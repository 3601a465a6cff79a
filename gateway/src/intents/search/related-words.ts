import { once } from '../../platform/once.ts';
import { meantBy, sayingDone, sayingWhat } from './phrases.ts';
import { stemOf } from './stem-of.ts';
import { actionGroups, thingGroups } from './word-groups.ts';

export interface Related {
  readonly stem: string;
  /** From 0 to 1: how likely it is that the one means the other. */
  readonly weight: number;
}

const meantWeight = 0.69;
const thingWeight = 0.45;
const actionWeight = 0.4;
/* Who names a tool in everyday words may be asked in those of the trade. */
const saidWeight = 0.2;

/* Only who searches needs the lists, and a gateway may run for long before anybody does. */
const relatedTo = once(readLists);
const actionStems = once(() => new Set([...stemsOf(actionGroups), ...sayingDone()]));
const thingStems = once(() => new Set([...stemsOf(thingGroups), ...sayingWhat()]));
const tellingStems = once(() =>
  stemsOf(
    'show see view display list look read get find check search fetch retrieve count compare summarize describe lookup ' +
      'pull grab explain analyze preview browse inspect monitor watch recommend suggest identify figure measure ' +
      'calculate estimate',
  ),
);

/** Stems of words that may mean the same as one with this stem, the likeliest weight of each. */
export function relatedStems(stem: string): readonly Related[] {
  return relatedTo().get(stem) ?? [];
}

/** Every word of the lists. */
export function knownStems(): ReadonlyMap<string, unknown> {
  return relatedTo();
}

/** Whether the word says what is done, and not what it is done to: many may say either, by where they stand. */
export function isAction(stem: string, standsAsVerb: boolean): boolean {
  return actionStems().has(stem) && (standsAsVerb || !thingStems().has(stem));
}

/** Whether it is the verb of who wants to be told something. */
export function isTelling(stem: string): boolean {
  return tellingStems().has(stem);
}

function readLists(): ReadonlyMap<string, readonly Related[]> {
  const related = new Map<string, Map<string, number>>();
  const relate = (stem: string, others: Iterable<string>, weight: number) => {
    const known = related.get(stem) ?? new Map<string, number>();
    for (const other of others) {
      if (other !== stem) known.set(other, Math.max(known.get(other) ?? 0, weight));
    }
    related.set(stem, known);
  };
  const relateAll = (groups: string, weight: number) => {
    for (const line of groups.trim().split('\n')) {
      const stems = stemsOf(line);
      for (const stem of stems) relate(stem, stems, weight);
    }
  };
  relateAll(thingGroups, thingWeight);
  relateAll(actionGroups, actionWeight);
  for (const [said, meant] of meantBy()) {
    relate(said, meant, meantWeight);
    if (!said.includes('_')) for (const stem of meant) relate(stem, [said], saidWeight);
  }
  return new Map(
    [...related].map(([stem, others]) => [
      stem,
      [...others].map(([other, weight]) => ({ stem: other, weight })),
    ]),
  );
}

function stemsOf(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/).map(stemOf));
}
