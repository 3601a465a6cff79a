import { actionGroups, thingGroups } from './word-groups.ts';
import { stemOf } from './words-of.ts';

export interface Related {
  readonly stem: string;
  /** From 0 to 1: how likely it is that the one means the other. */
  readonly weight: number;
}

const actionWeight = 0.5;
const thingWeight = 0.55;

const relatedTo: ReadonlyMap<string, readonly Related[]> = readGroups();

/** Stems of words that may mean the same as one with this stem. */
export function relatedStems(stem: string): readonly Related[] {
  return relatedTo.get(stem) ?? [];
}

const actionStems = new Set(actionGroups.split(/\s+/).map(stemOf));
const thingStems = new Set(thingGroups.split(/\s+/).map(stemOf));

/** Whether the word mostly says what is done, and not what it is done to. */
export function isAction(stem: string): boolean {
  return actionStems.has(stem) && !thingStems.has(stem);
}

function readGroups(): ReadonlyMap<string, readonly Related[]> {
  const related = new Map<string, Map<string, number>>();
  const read = (text: string, weight: number) => {
    for (const line of text.trim().split('\n')) {
      const stems = new Set(line.split(' ').map(stemOf));
      for (const stem of stems) {
        const others = related.get(stem) ?? new Map<string, number>();
        for (const other of stems) {
          if (other !== stem) others.set(other, Math.max(others.get(other) ?? 0, weight));
        }
        related.set(stem, others);
      }
    }
  };
  read(actionGroups, actionWeight);
  read(thingGroups, thingWeight);
  return new Map(
    [...related].map(([stem, others]) => [
      stem,
      [...others].map(([other, weight]) => ({ stem: other, weight })),
    ]),
  );
}
