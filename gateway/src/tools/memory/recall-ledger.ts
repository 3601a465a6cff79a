import { isNearlySame, tellingWords } from './recall/likeness.ts';
import type { Memory, NewMemory } from './memory-store.ts';

/** Knows for a while what each caller was just told, so that it is not remembered as something new. */
export interface RecallLedger {
  note(caller: CallerName, memories: readonly Memory[]): void;
  /** The id of the memory that this only says again. */
  findRecalled(memory: NewMemory): string | undefined;
}

interface CallerName {
  readonly name: string;
  readonly space: string;
}

interface Told {
  readonly id: string;
  readonly namespace: string;
  readonly speakerId: string | undefined;
  readonly text: string;
  readonly at: number;
}

const keptMs = 60 * 60_000;
const mostTold = 200;
const mostCallers = 500;
/* Longer texts are documents, and nobody tells them again by heart. */
const longestTextChars = 4000;
const fewestWords = 3;

/* With these around it, what an assistant recalled is still only what it recalled. */
const leadIns = new Set(
  'user users said says told me you your that remember remembered note noted memory memories recalled recall recalls previously mentioned mentions according to i as fact known stated states preference and has have is from earlier'.split(
    ' ',
  ),
);

export function createRecallLedger(now: () => number): RecallLedger {
  const toldTo = new Map<string, readonly Told[]>();

  return {
    note({ name, space }, memories) {
      const key = keyOf(name, space);
      const before = toldTo.get(key) ?? [];
      const ids = new Set(memories.map(({ id }) => id));
      const told = memories
        .filter(({ text }) => text.length <= longestTextChars)
        .map(toldAt(now()));
      /* Taken out and put in again: the first of the map is the one that was quiet for longest. */
      toldTo.delete(key);
      toldTo.set(key, [...told, ...before.filter(({ id }) => !ids.has(id))].slice(0, mostTold));
      for (const quiet of [...toldTo.keys()].slice(0, toldTo.size - mostCallers)) {
        toldTo.delete(quiet);
      }
    },
    findRecalled(memory) {
      const told = toldTo.get(keyOf(memory.caller, memory.space)) ?? [];
      const since = now() - keptMs;
      return told.find((item) => item.at > since && saysAgain(memory, item))?.id;
    },
  };
}

function keyOf(name: string, space: string): string {
  return JSON.stringify([space, name]);
}

function toldAt(at: number): (memory: Memory) => Told {
  return ({ id, namespace, speakerId, text }) => ({ id, namespace, speakerId, text, at });
}

function saysAgain(memory: NewMemory, told: Told): boolean {
  if (memory.namespace !== told.namespace) return false;
  if (memory.speakerId !== undefined && memory.speakerId !== told.speakerId) return false;
  return isNearlySame(memory.text, told.text) || onlyQuotes(memory.text, told.text);
}

/** Whether a text is another one with nothing but a lead-in around it, such as "The user said that …". */
function onlyQuotes(text: string, quoted: string): boolean {
  const words = tellingWords(quoted);
  if (words.length < fewestWords) return false;
  const all = tellingWords(text);
  const from = all.findIndex((_, index) => words.every((word, at) => all[index + at] === word));
  if (from === -1) return false;
  return [...all.slice(0, from), ...all.slice(from + words.length)].every((word) =>
    leadIns.has(word),
  );
}
