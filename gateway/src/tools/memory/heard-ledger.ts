import type { Engine, EngineCall, EngineResult } from '../../intents/engine.ts';
import type { Intent } from '../../intents/intent.ts';
import type { JsonObject, JsonValue } from '../../platform/json.ts';
import { hashOf, tellingWords } from './recall/likeness.ts';

/** Knows for a while what flows and upstream servers told each caller: who stores that passes on what was read (decisions/0052). */
export interface HeardLedger {
  note(caller: CallerName, heard: HeardResult): void;
  /** The intent whose result says, for the most part, the same as the text. */
  findHeard(caller: CallerName, text: string): string | undefined;
}

interface HeardResult {
  readonly intent: string;
  readonly inputs: JsonObject;
  readonly result: JsonValue;
}

interface CallerName {
  readonly name: string;
  readonly space: string;
}

interface Heard {
  readonly intent: string;
  readonly text: string;
  readonly at: number;
  runs?: ReadonlySet<number>;
}

const keptMs = 60 * 60_000;
const mostHeard = 8;
const mostCallers = 20;
const longestHeardChars = 16_000;
const longestSaidChars = 4000;
const longestTextChars = 1500;
/* So many words in a row are hardly the same by chance. */
const runWords = 4;
const fewestRuns = 2;
const sameShare = 0.5;

export function createHeardLedger(now: () => number): HeardLedger {
  const heardBy = new Map<string, Heard[]>();
  const heardOf = (caller: CallerName): Heard[] => {
    const key = keyOf(caller);
    const known = heardBy.get(key);
    if (known) return known;
    const none: Heard[] = [];
    heardBy.set(key, none);
    return none;
  };

  return {
    note(caller, { intent, inputs, result }) {
      /* What only comes back was the caller's own word. */
      const said = textsIn(inputs, longestSaidChars).join('\n');
      const texts = textsIn(result, longestHeardChars);
      const text = texts.filter((one) => !said.includes(one)).join('\n');
      if (text === '') return;
      const heard = heardOf(caller);
      if (heard.unshift({ intent, text, at: now() }) > mostHeard) heard.pop();
      if (heardBy.size > mostCallers) heardBy.delete(quietestOf(heardBy));
    },
    findHeard(caller, text) {
      const since = now() - keptMs;
      const heard = (heardBy.get(keyOf(caller)) ?? []).filter(({ at }) => at > since);
      if (heard.length === 0) return undefined;
      const runs = [...runsOf(text.slice(0, longestTextChars))];
      if (runs.length < fewestRuns) return undefined;
      return heard.find((one) => {
        const known = (one.runs ??= runsOf(one.text));
        return runs.filter((run) => known.has(run)).length >= sameShare * runs.length;
      })?.intent;
    },
  };
}

/** Who heard nothing for longest. */
function quietestOf(heardBy: ReadonlyMap<string, readonly Heard[]>): string {
  const lastAt = ([, [newest]]: readonly [string, readonly Heard[]]) => newest?.at ?? 0;
  return [...heardBy].reduce((one, other) => (lastAt(other) < lastAt(one) ? other : one))[0];
}

/** The same engine, whose results are noted. */
export function overheard<Of extends Engine>(engine: Of, ledger: HeardLedger): Of {
  const { resume } = engine;
  async function noting(
    { name: intent }: Intent,
    { caller, inputs }: EngineCall,
    work: Promise<EngineResult>,
  ): Promise<EngineResult> {
    const done = await work;
    ledger.note(caller, { intent, inputs, result: done.result });
    return done;
  }
  return Object.assign({}, engine, {
    run: (intent: Intent, call: EngineCall) => noting(intent, call, engine.run(intent, call)),
    ...(resume && {
      resume: (intent: Intent, call: EngineCall, handle: JsonObject | undefined) =>
        noting(intent, call, resume(intent, call, handle)),
    }),
  });
}

function keyOf({ name, space }: CallerName): string {
  return JSON.stringify([space, name]);
}

/* As numbers: they are kept, and there are thousands. */
function runsOf(text: string): ReadonlySet<number> {
  const words = tellingWords(text);
  return new Set(
    words
      .slice(0, Math.max(0, words.length - runWords + 1))
      .map((_, at) => hashOf(words.slice(at, at + runWords).join(' '))),
  );
}

/* Texts of any depth, as far as there is room: results may be of ten megabytes. */
function textsIn(result: JsonValue, room: number): readonly string[] {
  const texts: string[] = [];
  let left = room;
  const open: JsonValue[] = [result];
  while (open.length > 0 && left > 0) {
    const value = open.pop();
    if (typeof value === 'string') {
      texts.push(value.slice(0, left));
      left -= value.length + 1;
    } else if (typeof value === 'object' && value !== null) {
      const inside: readonly JsonValue[] = Object.values(value);
      for (let at = Math.min(inside.length, left) - 1; at >= 0; at -= 1)
        open.push(inside[at] ?? null);
    }
  }
  return texts;
}
